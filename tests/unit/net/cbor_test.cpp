// SPDX-License-Identifier: Apache-2.0
#include "net/cbor/reader.hpp"
#include "net/cbor/writer.hpp"
#include "tests/support/check.hpp"

using namespace verikiosk;
using namespace verikiosk::net;
using verikiosk::tests::must;

GROUP("cbor");

namespace {

std::string refusal(const Bytes& input, const cbor::Limits& limits = {}) {
    const auto checked = cbor::check(input, limits);
    return checked ? "accepted" : checked.error().what;
}

}  // namespace

STORY(what_the_writer_wrote_the_reader_reads) {
    cbor::Map map;
    map.at(-70000).text("kiosk");
    map.at(10).bytes(Bytes{1, 2});
    map.at(256).array(2).boolean(true).null();
    map.at("zoom").floating(29.97);
    const Bytes written = cbor::Writer{}.tag(18).map(map).take();
    cbor::Reader reader = must(cbor::Reader::open(written));
    CHECK_EQUAL(must(reader.tag()), 18U);
    CHECK_EQUAL(must(reader.map(0, 9)), 4U);
    CHECK_EQUAL(must(reader.integer()), 10);
    CHECK_EQUAL(must(reader.bytes(0, 9)).size(), 2U);
    CHECK_EQUAL(must(reader.unsigned_integer()), 256U);
    CHECK_EQUAL(must(reader.array(2, 2)), 2U);
    CHECK_EQUAL(must(reader.boolean()), true);
    must(reader.null());
    CHECK_EQUAL(must(reader.integer()), -70000);
    CHECK_EQUAL(must(reader.text(0, 9)), "kiosk");
    must(reader.skip());
    CHECK_EQUAL(must(reader.floating()), 29.97);
    CHECK(reader.next() == cbor::Kind::end);
}

STORY(a_byte_after_the_item_is_refused_with_its_offset) {
    CHECK_CONTAINS(refusal({0x01, 0x02}), "at byte 1: trailing bytes");
}

STORY(an_indefinite_length_is_refused) {
    CHECK_CONTAINS(refusal({0x82, 0x01, 0x9f, 0xff}), "at byte 2: indefinite length");
    CHECK_CONTAINS(refusal({0x5f, 0x41, 0x00, 0xff}), "indefinite length");
    CHECK_CONTAINS(refusal({0xff}), "indefinite length");
}

STORY(a_number_longer_than_needed_is_refused) {
    CHECK_CONTAINS(refusal({0x18, 0x17}), "at byte 0: a number or length that is not in its shortest form");
    CHECK_CONTAINS(refusal({0x19, 0x00, 0xff}), "shortest");
    CHECK_CONTAINS(refusal({0x1a, 0x00, 0x00, 0xff, 0xff}), "shortest");
    CHECK_CONTAINS(refusal({0x1b, 0, 0, 0, 0, 0xff, 0xff, 0xff, 0xff}), "shortest");
    CHECK_CONTAINS(refusal({0x58, 0x01, 0x00}), "shortest");
    CHECK_CONTAINS(refusal({0xd8, 0x12, 0x00}), "shortest");
    CHECK_EQUAL(refusal({0x18, 0x18}), "accepted");
}

STORY(a_float_longer_than_needed_or_not_finite_is_refused) {
    CHECK_CONTAINS(refusal({0xfa, 0x3f, 0x80, 0, 0}), "float that is not in its shortest form");
    CHECK_CONTAINS(refusal({0xfb, 0x3f, 0xf0, 0, 0, 0, 0, 0, 0}), "float that is not in its shortest form");
    CHECK_CONTAINS(refusal({0xf9, 0x7e, 0x00}), "not a finite number");
    CHECK_CONTAINS(refusal({0xf9, 0xfc, 0x00}), "not a finite number");
    CHECK_EQUAL(refusal({0xf9, 0x3c, 0x00}), "accepted");
}

STORY(duplicate_and_unsorted_keys_are_refused) {
    CHECK_CONTAINS(refusal({0xa2, 0x01, 0x00, 0x01, 0x00}), "at byte 3: a duplicate map key");
    CHECK_CONTAINS(refusal({0xa2, 0x02, 0x00, 0x01, 0x00}), "at byte 3: map keys that are not sorted");
    CHECK_CONTAINS(refusal({0xa2, 0x20, 0x00, 0x01, 0x00}), "not sorted");
    CHECK_CONTAINS(refusal({0xa1, 0x80, 0x00}), "at byte 1: a map key that is neither");
    CHECK_EQUAL(refusal({0xa2, 0x01, 0xa1, 0x09, 0x00, 0x02, 0x00}), "accepted");
}

STORY(what_is_cut_off_is_refused_at_every_length) {
    cbor::Map map;
    map.at(1).array(2).text("head").floating(1.5);
    map.at(300).bytes(Bytes(40, 1));
    const Bytes whole = cbor::Writer{}.map(map).take();
    CHECK_EQUAL(refusal(whole), "accepted");
    for (std::size_t size = 0; size < whole.size(); ++size) {
        CHECK(!cbor::check(ByteView(whole).first(size)).has_value());
    }
}

STORY(nine_bytes_that_ask_for_two_gibibytes_get_nothing) {
    CHECK_CONTAINS(refusal({0x9b, 0, 0, 0, 0, 0x80, 0, 0, 0}), "shortest");
    CHECK_CONTAINS(refusal({0x9a, 0x80, 0, 0, 0}), "more entries claimed");
    CHECK_CONTAINS(refusal({0x9b, 0, 0, 0, 1, 0, 0, 0, 0}), "more entries claimed");
    CHECK_CONTAINS(refusal({0x5b, 0, 0, 0, 1, 0x80, 0, 0, 0}), "a string longer than what is left");
    CHECK_CONTAINS(refusal({0xbb, 0x80, 0, 0, 0, 0, 0, 0, 1}), "more entries claimed");
}

STORY(depth_size_and_items_have_limits) {
    CHECK_CONTAINS(refusal(Bytes(9, 0x81)), "at byte 8: nested deeper than 8");
    CHECK_CONTAINS(refusal(Bytes(200, 0xc1), {.depth = 100}), "at byte 32: nested deeper than 32");
    CHECK_CONTAINS(refusal({0x83, 1, 2, 3}, {.items = 3}), "at byte 3: more than 3 items");
    CHECK_CONTAINS(refusal({0x43, 1, 2, 3}, {.bytes = 3}), "CBOR of 4 bytes, the limit is 3");
    CHECK(cbor::check(Bytes(9, 0x81)).error().code == Errc::too_large);
}

STORY(reserved_information_and_strange_simple_values_are_refused) {
    CHECK_CONTAINS(refusal({0x1c}), "at byte 0: reserved additional information");
    CHECK_CONTAINS(refusal({0xfe}), "reserved additional information");
    CHECK_CONTAINS(refusal({0xf7}), "a simple value other than");
    CHECK_CONTAINS(refusal({0xf8, 0xff}), "a simple value other than");
    CHECK_CONTAINS(refusal({0xf8, 0x14}), "a simple value other than");
}

STORY(text_that_is_not_utf8_is_refused_where_it_breaks) {
    CHECK_CONTAINS(refusal({0x63, 'a', 0xff, 'b'}), "at byte 2: invalid UTF-8");
    CHECK_CONTAINS(refusal({0x62, 0xc0, 0x80}), "invalid UTF-8");        // overlong
    CHECK_CONTAINS(refusal({0x63, 0xed, 0xa0, 0x80}), "invalid UTF-8");  // surrogate
    CHECK_CONTAINS(refusal({0x64, 0xf4, 0x90, 0x80, 0x80}), "invalid UTF-8");
    CHECK_CONTAINS(refusal({0x62, 0xe2, 0x82}), "invalid UTF-8");  // cut
    CHECK_EQUAL(refusal({0x64, 0xf0, 0x90, 0x85, 0x91}), "accepted");
    CHECK_EQUAL(refusal({0x42, 0xff, 0xff}), "accepted");
}

STORY(another_type_or_range_than_expected_is_named_and_the_cursor_stays) {
    const Bytes input{0x82, 0x19, 0x01, 0x00, 0x61, 'x'};
    cbor::Reader reader = must(cbor::Reader::open(input));
    CHECK_CONTAINS(reader.map(0, 9).error().what, "at byte 0: expected a map, found an array");
    CHECK_CONTAINS(reader.array(3, 9).error().what, "a number of entries out of range, 3 to 9 allowed");
    CHECK_EQUAL(must(reader.array(2, 2)), 2U);
    CHECK_CONTAINS(reader.unsigned_integer(255).error().what, "at byte 1: an integer out of range");
    CHECK_EQUAL(must(reader.integer(0, 256)), 256);
    CHECK_CONTAINS(reader.bytes(0, 9).error().what, "expected a byte string, found a text string");
    CHECK_EQUAL(must(reader.text(1, 1)), "x");
    CHECK_CONTAINS(reader.skip().error().what, "expected an item, found the end");
}

STORY(integers_at_the_edges_come_back) {
    for (const std::int64_t value :
         {std::int64_t{0}, std::int64_t{23}, std::int64_t{24}, std::int64_t{-1}, std::int64_t{-24},
          std::int64_t{-25}, std::int64_t{-257}, std::numeric_limits<std::int64_t>::max(),
          std::numeric_limits<std::int64_t>::min()}) {
        const Bytes written = cbor::Writer{}.integer(value).take();
        CHECK_EQUAL(must(must(cbor::Reader::open(written)).integer()), value);
    }
    const Bytes beyond{0x3b, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff};
    CHECK_CONTAINS(must(cbor::Reader::open(beyond)).integer().error().what, "out of range");
}

STORY(floats_are_written_in_the_shortest_form_that_keeps_them) {
    for (const double value : {0.0, -0.0, 1.0, 65504.0, 65505.0, 5.960464477539063e-8, 6.103515625e-5, 1e-7,
                               0.1, 0.10000000149011612, 100000.0, 3.4028234663852886e38, 1e300, -4.1,
                               2.98023223876953125e-8, 1.5 * 5.960464477539063e-8}) {
        const Bytes written = cbor::Writer{}.floating(value).take();
        CHECK_EQUAL(must(must(cbor::Reader::open(written)).floating()), value);
    }
    CHECK_EQUAL(cbor::Writer{}.floating(65505.0).take().size(), 5U);
    CHECK_EQUAL(cbor::Writer{}.floating(0.1).take().size(), 9U);
}

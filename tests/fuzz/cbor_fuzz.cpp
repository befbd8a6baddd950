// SPDX-License-Identifier: Apache-2.0
#include "net/cbor/reader.hpp"

#include "tests/fuzz/target.hpp"

using namespace verikiosk;

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace verikiosk::net::cbor;
    auto reader = Reader::open({data, size});
    if (!reader) return 0;
    // What was accepted can be walked to its end, item by item or in one step.
    Reader whole = *reader;
    must_hold(whole.skip().has_value() && whole.next() == Kind::end && whole.offset() == size);
    while (reader->next() != Kind::end) {
        const std::size_t before = reader->offset();
        const Kind kind = reader->next();
        if (kind == Kind::array) must_hold(reader->array(0, size).has_value());
        if (kind == Kind::map) must_hold(reader->map(0, size).has_value());
        if (kind == Kind::tag) must_hold(reader->tag().has_value());
        if (reader->offset() == before) must_hold(reader->skip().has_value());
    }
    must_hold(reader->offset() == size);
    return 0;
}

// SPDX-License-Identifier: Apache-2.0
#include "firmware/runner/bounded_queue.hpp"

#include <memory>
#include <thread>

#include "tests/support/check.hpp"

using namespace std::chrono_literals;
using verikiosk::runner::BoundedQueue;

GROUP("bounded_queue");

STORY(what_goes_in_comes_out_in_order) {
    BoundedQueue<int> queue(3);
    for (int i = 1; i <= 3; ++i)
        CHECK(queue.push(int{i}, 0ns));
    for (int i = 1; i <= 3; ++i)
        CHECK_EQUAL(queue.pop(0ns).value_or(0), i);
    CHECK(!queue.pop(0ns).has_value());
}

STORY(a_full_queue_takes_nothing_more_and_says_so) {
    BoundedQueue<std::unique_ptr<int>> queue(1);
    CHECK(queue.push(std::make_unique<int>(1), 0ns));
    auto second = std::make_unique<int>(2);
    CHECK(!queue.push(std::move(second), 1ms));
    CHECK(second != nullptr);  // NOLINT(bugprone-use-after-move): refused means not taken
}

STORY(the_newest_throws_out_the_oldest_and_it_is_counted) {
    BoundedQueue<int> queue(1);
    CHECK(!queue.push_newest(1));
    CHECK(queue.push_newest(2));
    CHECK_EQUAL(queue.pop(0ns).value_or(0), 2);
}

STORY(closing_wakes_who_waits) {
    BoundedQueue<int> queue(1);
    std::thread closer([&] { queue.close(); });
    CHECK(!queue.pop(10s).has_value());
    closer.join();
    CHECK(!queue.push(1, 10s));
}

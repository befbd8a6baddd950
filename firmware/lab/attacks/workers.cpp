// SPDX-License-Identifier: Apache-2.0
#include "firmware/lab/attacks/workers.hpp"

#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <chrono>
#include <csignal>
#include <cstring>
#include <memory>
#include <new>
#include <string>
#include <thread>
#include <vector>

namespace verikiosk::lab::attacks {
namespace {

/// What all workers see.
struct Board {
    std::atomic<std::size_t> next{0};
    std::atomic<std::size_t> done{0};
    std::atomic<bool> stop{false};
    std::atomic<bool> told{false};
    std::array<char, 512> error{};  ///< the first one's
};

struct Unmap {
    void operator()(Board* board) const { munmap(board, sizeof(Board)); }
};
using SharedBoard = std::unique_ptr<Board, Unmap>;

SharedBoard shared_board() {
    void* memory = mmap(nullptr, sizeof(Board), PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    return SharedBoard(memory == MAP_FAILED ? nullptr : new (memory) Board);
}

void tell(Board& board, const std::string& what) {
    board.stop = true;
    if (board.told.exchange(true)) return;
    std::strncpy(board.error.data(), what.c_str(), board.error.size() - 1);
}

/// A worker's life.
void work(Board& board, std::size_t count, const std::function<Result<DoJob>()>& open) {
    auto job = open();
    if (!job) return tell(board, job.error().what);
    while (!board.stop) {
        const std::size_t number = board.next++;
        if (number >= count) return;
        if (const auto done = (*job)(number); !done) return tell(board, done.error().what);
        ++board.done;
    }
}

Result<std::vector<pid_t>> start(Board& board, std::size_t count, std::size_t workers,
                                 const std::function<Result<DoJob>()>& open) {
    std::vector<pid_t> children;
    for (std::size_t i = 0; i < workers; ++i) {
        const pid_t child = fork();
        if (child == 0) {
            // Whoever stops the run stops all of it.
            prctl(PR_SET_PDEATHSIG, SIGKILL);
            work(board, count, open);
            _exit(0);
        }
        // Those that there are do the others' work as well.
        if (child < 0) break;
        children.push_back(child);
    }
    if (children.empty()) return fail(Errc::unavailable, "no process could be started");
    return children;
}

/// Whether it is still there; one that has crashed tells so.
bool is_working(pid_t child, Board& board) {
    int status = 0;
    const pid_t ended = waitpid(child, &status, WNOHANG);
    if (ended == 0) return true;
    if (ended == child && WIFSIGNALED(status))
        tell(board, "a worker was ended by signal " + std::to_string(WTERMSIG(status)));
    return false;
}

}  // namespace

Result<void> do_all(std::size_t count, const std::function<Result<DoJob>()>& open,
                    const std::function<void(std::size_t done)>& progress) {
    const SharedBoard board = shared_board();
    if (!board) return fail(Errc::unavailable, "there is no memory to share between processes");
    const std::size_t processors = std::max(1U, std::thread::hardware_concurrency());
    auto children = start(*board, count, std::min(processors, count), open);
    if (!children && count > 0) return fail(children.error());
    while (children && !children->empty()) {
        std::erase_if(*children, [&](pid_t child) { return !is_working(child, *board); });
        progress(board->done);
        if (!children->empty()) std::this_thread::sleep_for(std::chrono::milliseconds(500));
    }
    if (board->told) return fail(Errc::internal, board->error.data());
    return {};
}

}  // namespace verikiosk::lab::attacks

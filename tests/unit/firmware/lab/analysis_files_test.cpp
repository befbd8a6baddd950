// SPDX-License-Identifier: Apache-2.0
#include "firmware/lab/analysis_files.hpp"

#include <unistd.h>

#include <cstdlib>

#include "tests/support/temporary_folder.hpp"

using namespace verikiosk;
using namespace verikiosk::tests;
using lab::analysis_files;

GROUP("analysis_files");

namespace {

namespace fs = std::filesystem;

void touch(const fs::path& file) {
    fs::create_directories(file.parent_path());
    write_file(file, "x");
}

std::string names(const lab::AnalysisFiles& found, const fs::path& below) {
    std::string list;
    for (const fs::path& file : found.files)
        list += (list.empty() ? "" : " ") + fs::relative(file, below).string();
    return list;
}

}  // namespace

STORY(a_folder_is_looked_at_in_the_order_in_which_people_number_files) {
    const TemporaryFolder folder;
    for (const char* name :
         {"10.jpg", "2.JPG", "b/clip.mp4", "b/photo.png", "1.gif", "notes.txt", "a2/x.mov", "a10/x.mkv"})
        touch(folder / name);
    const auto found = analysis_files({folder.path()});
    CHECK(found.troubles.empty());
    CHECK_EQUAL(names(found, folder.path()), "1.gif 2.JPG 10.jpg a2/x.mov a10/x.mkv b/clip.mp4 b/photo.png");
}

STORY(a_file_is_taken_as_it_is_named) {
    const TemporaryFolder folder;
    touch(folder / "clip.bin");
    CHECK_EQUAL(names(analysis_files({folder / "clip.bin", folder / "gone.jpg"}), folder.path()),
                "clip.bin gone.jpg");
}

STORY(links_are_followed_and_lead_nowhere_twice) {
    const TemporaryFolder folder;
    touch(folder / "here/1.jpg");
    touch(folder / "there/2.jpg");
    fs::create_directory_symlink(folder / "there", folder / "here/link");
    fs::create_directory_symlink(folder / "here", folder / "there/back");
    fs::create_symlink(folder / "here/1.jpg", folder / "here/3.jpg");
    const auto found = analysis_files({folder / "here"});
    CHECK(found.troubles.empty());
    CHECK_EQUAL(found.files.size(), std::size_t{3});
    CHECK_EQUAL(found.files.back().filename().string(), "2.jpg");
}

STORY(a_folder_with_nothing_to_see_is_named) {
    const TemporaryFolder folder;
    touch(folder / "notes.txt");
    const auto found = analysis_files({folder.path()});
    CHECK(found.files.empty());
    CHECK_EQUAL(found.troubles.size(), std::size_t{1});
    CHECK(found.troubles.front().path == folder.path());
    CHECK_CONTAINS(found.troubles.front().why, "no photo or video");
}

namespace {

/// Root may read everything: for a while, somebody who may not.
class Nobody {
  public:
    explicit Nobody(const fs::path& home) : root_(geteuid() == 0) {
        constexpr uid_t nobody = 65534;
        if (!root_) return;
        CHECK(chown(home.c_str(), nobody, nobody) == 0);
        CHECK(seteuid(nobody) == 0);
    }
    Nobody(const Nobody&) = delete;
    Nobody& operator=(const Nobody&) = delete;
    ~Nobody() {
        if (root_ && seteuid(0) != 0) std::abort();
    }

  private:
    bool root_;
};

}  // namespace

STORY(a_folder_that_may_not_be_read_is_named_and_the_rest_is_done) {
    const TemporaryFolder folder;
    touch(folder / "1.jpg");
    touch(folder / "shut/2.jpg");
    touch(folder / "z/3.jpg");
    fs::permissions(folder / "shut", fs::perms::none);
    lab::AnalysisFiles found;
    {
        const Nobody nobody(folder.path());
        found = analysis_files({folder.path()});
    }
    fs::permissions(folder / "shut", fs::perms::owner_all);
    CHECK_EQUAL(names(found, folder.path()), "1.jpg z/3.jpg");
    CHECK_EQUAL(found.troubles.size(), std::size_t{1});
    CHECK(found.troubles.front().path == folder / "shut");
    CHECK_CONTAINS(found.troubles.front().why, "can't be read");
}

// SPDX-License-Identifier: Apache-2.0
#include "tests/faces/accuracy/page.hpp"

#include <array>
#include <cstdio>
#include <fstream>
#include <map>

#include "drivers/camera/recording_camera.hpp"
#include "drivers/display/video_display.hpp"
#include "firmware/lab/cairo_overlay.hpp"
#include "tests/support/check.hpp"

namespace verikiosk::tests {
namespace {

namespace fs = std::filesystem;

constexpr const char* warning =
    "This folder shows real people. It is for whoever works on the tests; it is not to be committed or "
    "passed on.";

std::string padded(std::string text, std::size_t width) {
    // Two columns at least lie between one column and the next.
    text.resize(std::max(text.size() + 2, width), ' ');
    return text;
}

std::string table_of(const std::string& title, const std::vector<Verdict>& verdicts) {
    std::string text = title + "\n" + warning + "\n\n" + padded("what", 76) + padded("figure", 46) +
                       padded("target", 18) + "held to by the test\n";
    for (const auto& [figure, bound, held] : verdicts) {
        text += padded(figure.name, 76) + padded(figure.shown, 46) +
                padded(figure.target.empty() ? "-" : figure.target, 18) +
                (bound.empty() ? "told only" : bound) + (held ? "" : "  NOT HELD") + "\n";
    }
    return text;
}

std::string escaped(const std::string& text) {
    std::string out;
    for (const char c : text) {
        if (c == '<') {
            out += "&lt;";
        } else if (c == '&') {
            out += "&amp;";
        } else {
            out += c;
        }
    }
    return out;
}

/// The frames of one file that somebody shall look at, written in one pass over it.
class Album {
  public:
    Album(const Labels& labels, const Measured& measured, fs::path folder)
        : labels_(labels), measured_(measured), folder_(std::move(folder)) {}

    void want(const Miss& miss) { wanted_[miss.file][miss.frame] = name_of(miss); }
    [[nodiscard]] static std::string name_of(const Miss& miss) {
        std::string name = miss.file + "-" + std::to_string(miss.frame) + ".png";
        for (char& c : name)
            if (c == '/') c = '_';
        return name;
    }
    void write() {
        for (const auto& [file, frames] : wanted_)
            write_file_of(file, frames);
    }

  private:
    void write_file_of(const std::string& file, const std::map<std::uint64_t, std::string>& frames) {
        auto camera =
            must(drivers::open_recording(labels_.folder / file, {.max_pixels = std::size_t{16384} * 16384}));
        must(camera->start());
        for (;;) {
            const auto frame = camera->next(10s);
            if (!frame || frame->info().sequence > frames.rbegin()->first) return;
            const auto wanted = frames.find(frame->info().sequence);
            if (wanted == frames.end()) continue;
            const std::vector<lab::AnalysedFace> faces = faces_on(file, wanted->first);
            const fs::path path(file);
            must(drivers::write_png(folder_ / wanted->second,
                                    overlay_.draw({path, true, wanted->first, 0, *frame, faces, {}})));
        }
    }

    static std::vector<lab::AnalysedFace> drawn(const std::vector<Observation>& faces) {
        std::vector<lab::AnalysedFace> all;
        for (const Observation& face : faces)
            all.push_back({face, {}});
        return all;
    }

    std::vector<lab::AnalysedFace> faces_on(const std::string& file, std::uint64_t number) const {
        for (const MeasuredPhoto& photo : measured_.photos)
            if (photo.picture.file == file) return drawn(photo.faces);
        for (const Observation& frame : measured_.clip(file).frames)
            if (frame.row.sequence == number && frame.row.has_face()) return drawn({frame});
        return {};
    }

    const Labels& labels_;
    const Measured& measured_;
    fs::path folder_;
    std::map<std::string, std::map<std::uint64_t, std::string>> wanted_;
    lab::Overlay overlay_;
};

std::string page_of(const std::string& title, const std::vector<Verdict>& verdicts) {
    std::string page =
        "<!doctype html><meta charset=\"utf-8\"><title>" + escaped(title) +
        "</title>\n<style>body{font:15px sans-serif}td,th{text-align:left;padding:2px 12px}"
        "img{max-width:480px;max-height:480px}figure{display:inline-block;margin:8px}</style>\n<h1>" +
        escaped(title) + "</h1>\n<p><b>" + warning +
        "</b></p>\n<table><tr><th>what<th>figure<th>target<th>held to by the test\n";
    for (const auto& [figure, bound, held] : verdicts) {
        page += "<tr><td>" + escaped(figure.name) + "<td>" + escaped(figure.shown) + "<td>" +
                escaped(figure.target) + "<td>" + escaped(bound.empty() ? "told only" : bound) +
                (held ? "" : " <b>not held</b>") + "\n";
    }
    page += "</table>\n";
    for (const auto& [figure, bound, held] : verdicts) {
        if (figure.misses.empty()) continue;
        page += "<h2>" + escaped(figure.name) + "</h2>\n";
        for (const Miss& miss : figure.misses) {
            page += "<figure><img loading=\"lazy\" src=\"" + Album::name_of(miss) + "\"><figcaption>" +
                    escaped(miss.file) + ", frame " + std::to_string(miss.frame) + "<br>" +
                    escaped(miss.words) + "</figcaption></figure>\n";
        }
    }
    return page;
}

void write_text(const fs::path& file, const std::string& text) {
    std::ofstream out(file);
    out << text;
    CHECK(out.flush().good());
}

}  // namespace

void write_report(const fs::path& folder, const std::string& title, const Labels& labels,
                  const Measured& measured, const std::vector<Verdict>& verdicts) {
    fs::remove_all(folder);
    fs::create_directories(folder);
    std::string table = table_of(title, verdicts);
    Album album(labels, measured, folder);
    table += "\nMisses\n";
    for (const Verdict& verdict : verdicts) {
        for (const Miss& miss : verdict.figure.misses) {
            album.want(miss);
            table += "  " + miss.file + ", frame " + std::to_string(miss.frame) + ": " + miss.words + "\n";
        }
    }
    album.write();
    write_text(folder / "report.txt", table);
    write_text(folder / "index.html", page_of(title, verdicts));
    std::fprintf(stderr, "%s\nWith pictures of the misses: %s\n", table.c_str(),
                 (folder / "index.html").c_str());
}

}  // namespace verikiosk::tests

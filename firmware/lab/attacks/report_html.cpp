// SPDX-License-Identifier: Apache-2.0
#include <spdlog/fmt/fmt.h>

#include "firmware/lab/attacks/charts.hpp"
#include "firmware/lab/attacks/report_words.hpp"
#include "firmware/lab/attacks/summary.hpp"

namespace verikiosk::lab::attacks {
namespace {

constexpr std::string_view style = R"(
body{font:15px/1.45 system-ui,sans-serif;max-width:1180px;margin:24px auto;padding:0 16px;color:#1c2127}
h1{font-size:24px}h2{font-size:19px;margin-top:36px}
p.head{border-left:4px solid #b35c00;background:#fff6e9;padding:10px 14px}
table{border-collapse:collapse;width:100%;font-size:13px}
th,td{text-align:left;vertical-align:top;padding:4px 8px;border-bottom:1px solid #dfe3e8}th{background:#f3f5f7}
td.bad{background:#fde4e1}td.good{background:#e5f4e8}small{color:#5a6570}
.shots{display:flex;flex-wrap:wrap;gap:12px}figure{margin:0;width:250px}figure img{width:250px;border-radius:4px}
figcaption{font-size:12px}.scores{display:flex;flex-wrap:wrap;gap:24px}
svg text{font-size:10px;fill:#5a6570}.axis{stroke:#9aa4ae}.reach{stroke:#9aa4ae;stroke-width:2}
.passed{fill:#c62f21}.caught{fill:#2c7d3f}.bona-fide{fill:#3b76c4}.attack{fill:#d07a22}
)";

std::string escaped(std::string_view text) {
    std::string out;
    for (const char c : text) {
        switch (c) {
            case '<':
                out += "&lt;";
                break;
            case '>':
                out += "&gt;";
                break;
            case '&':
                out += "&amp;";
                break;
            default:
                out += c;
        }
    }
    return out;
}

const simulator::AttackDescription* description_of(simulator::ActKind kind) {
    for (const simulator::AttackDescription& description : simulator::attack_descriptions())
        if (description.name == simulator::name_of(kind)) return &description;
    return nullptr;
}

std::string apcer_cell(const Share& share, bool counts) {
    const char* look = share.of == 0 || !counts ? "" : share.count > 0 ? " class=\"bad\"" : " class=\"good\"";
    return fmt::format("<td{}>{}</td>", look, words_of(share));
}

std::string kind_row(const KindFigures& kind) {
    const auto* description = description_of(kind.kind);
    const bool counts = is_liveness_matter(kind.kind);
    const SkillFigures& declared = kind.declared();
    std::string words = fmt::format("<b>{}</b>", simulator::name_of(kind.kind));
    if (description != nullptr) {
        words +=
            fmt::format(" <small>{}: {} At skill 2: {}.</small>", escaped(description->attack_class),
                        escaped(description->what), escaped(description->skills[simulator::careful - 1]));
    }
    if (!counts)
        words += " <small>Not for liveness to refuse, and in no sum: no photo is compared here.</small>";
    return fmt::format("<tr><td>{}</td><td>{}</td><td>{}</td>{}<td>{}</td><td>{}</td><td>{}</td>{}</tr>\n",
                       words, declared.visits, declared.apcer.of, apcer_cell(declared.apcer, counts),
                       kind.first_success ? fmt::format("skill {}", *kind.first_success) : "not seen",
                       skill_chart(kind), escaped(words_of(kind.caught)),
                       apcer_cell(kind.other_variant.apcer, counts));
}

std::string kinds_part(const Summary& summary) {
    std::string part = fmt::format(
        "<h2>Attacks</h2><p>Each is a whole visit against the kiosk's session and the backend's rules, with "
        "a plan "
        "drawn for it. Only attacks that passed <i>centre</i> got as far as liveness and count. The declared "
        "skill is 2; the curve shows skills 1 to 4 (share verified, 95 % interval; of skills 1, 3 and 4 "
        "fewer were "
        "made). Renderer variant {}; the last column is variant {}, other reflectance, gamma, noise and lag, "
        "which "
        "thresholds were not set by.</p><table><tr><th>kind<th>visits<th>live<th>APCER, skill 2<th>first "
        "success<th>skills<th>caught by<th>APCER, variant {}</tr>\n",
        summary.amounts.variant, other_variant(summary.amounts), other_variant(summary.amounts));
    for (const KindFigures& kind : summary.figures.kinds)
        part += kind_row(kind);
    return part + "</table>";
}

std::string without_cell(const std::vector<WithoutFigures>& all, simulator::ActKind kind, Without without) {
    for (const WithoutFigures& one : all) {
        if (one.kind != kind || one.without != without) continue;
        const std::string missing = one.not_made > 0 ? fmt::format(", {} not made", one.not_made) : "";
        return fmt::format("<td{}>{} of {}{}</td>", one.let_through > 0 ? " class=\"bad\"" : "",
                           one.let_through, one.refused, missing);
    }
    return "<td></td>";
}

std::string without_part(const Summary& summary) {
    std::string part =
        "<h2>Judgements off</h2><p>The first refused attacks of each kind at skill 2: how many are let "
        "through with "
        "a judgement switched off, or two that stand in for each other. Where one that is not off failed the "
        "attack "
        "in its own visit as well, or ended it, it stays refused; where one that is off ended it, the visit "
        "is made "
        "again without it, since what would have been asked next no log can tell.</p><table><tr><th>kind";
    for (const Without without : ablations)
        part += fmt::format("<th>{} off", name_of(without));
    part += "</tr>\n";
    for (const simulator::ActKind kind : kinds()) {
        part += fmt::format("<tr><td>{}</td>", simulator::name_of(kind));
        for (const Without without : ablations)
            part += without_cell(summary.figures.without, kind, without);
        part += "</tr>\n";
    }
    return part + "</table>";
}

std::string group_row(const GroupFigures& group) {
    return fmt::format(
        "<tr><td>{} {}</td><td>{}</td><td>{}</td><td>{}</td><td>{}</td><td>{}</td><td>{}</td></tr>\n",
        group.what, group.value, group.non_response.of, words_of(group.non_response), words_of(group.bpcer),
        group.referred, words_of(group.seconds), escaped(words_of(group.stopped)));
}

std::string groups_part(const Summary& summary) {
    std::string part =
        "<h2>Visitors</h2><p>Non-response: did not pass <i>centre</i>, or left no evidence. BPCER: of the "
        "others, "
        "not verified, whether told to try again or sent to a call. Session time: from the first prompt to "
        "the "
        "result, of those who were verified; the median with its 95 % "
        "interval, where there are six or more.</p><table><tr><th>who<th>visits"
        "<th>non-response<th>BPCER<th>of these to a call<th>session time<th>stopped by</tr>\n";
    for (const GroupFigures& group : summary.figures.groups)
        part += group_row(group);
    return part + "</table>";
}

std::string other_plans_part(const OtherPlans& plans) {
    return fmt::format(
        "<h2>Answering another plan</h2><p>Observation logs of verified visitors, given to the kiosk's "
        "session as "
        "the answer to plans drawn anew, as a recording in the camera's place would be.</p><table>"
        "<tr><th>answer<th>sessions that passed</tr>"
        "<tr><td>as recorded, whatever is asked</td><td>{}</td></tr>"
        "<tr><td>cut to suit: at each prompt the recording jumps, unseen, to where it answers that kind of "
        "challenge</td><td>{}</td></tr>"
        "<tr><td>for comparison: each recording as the answer to its own plan</td><td>{}</td></tr></table>",
        words_of(plans.as_recorded), words_of(plans.cut_to_suit), words_of(plans.own_plan));
}

std::string scores_part(const Summary& summary) {
    std::string part =
        "<h2>Scores</h2><p>Blue, upwards: visitors. Orange, downwards: attacks at skill 2. Thousandths, in "
        "each "
        "judgement's own unit; the outermost hundredth of each end is in the outermost bar. Bars are each "
        "side's "
        "shares, scaled to its highest.</p><div class=\"scores\">";
    for (const ScoreFigures& scores : summary.figures.scores) {
        part += fmt::format("<div><b>{}</b> <small>{} of visitors, {} of attacks</small><br>{}</div>",
                            scores.what, scores.bona_fide.size(), scores.attacks.size(), score_chart(scores));
    }
    return part + "</div>";
}

std::string shots_part(const Summary& summary) {
    std::string part = "<h2>Pictures</h2><div class=\"shots\">";
    for (const Shot& shot : summary.shots) {
        part += fmt::format(
            R"(<figure><img alt="{0}" src="data:image/jpeg;base64,{1}"><figcaption><b>{0}</b> {2}</figcaption></figure>)"
            "\n",
            escaped(shot.title), shot.data, escaped(shot.caption));
    }
    return part + "</div>";
}

}  // namespace

std::string report_html(const Summary& summary) {
    return fmt::format(
               "<!doctype html><html lang=\"en\"><meta charset=\"utf-8\"><title>Attacks on Verikiosk</title>"
               "<style>{}</style><h1>Attacks on Verikiosk, and visitors</h1><p class=\"head\">{}</p>"
               "<p>Seed {} ({} attacks of a kind at skill 2, {} visitors). {}</p>",
               style, head_of_report, summary.seed, summary.figures.most_of_a_kind(),
               summary.figures.visitors(), hours_of(summary)) +
           kinds_part(summary) + without_part(summary) + groups_part(summary) +
           other_plans_part(summary.other_plans) + scores_part(summary) + shots_part(summary) + "</html>\n";
}

}  // namespace verikiosk::lab::attacks

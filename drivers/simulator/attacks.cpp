// SPDX-License-Identifier: Apache-2.0
#include "drivers/simulator/injections.hpp"
#include "drivers/simulator/masks.hpp"
#include "drivers/simulator/people.hpp"
#include "drivers/simulator/prints.hpp"
#include "drivers/simulator/screens.hpp"

namespace verikiosk::simulator {
namespace {

struct Maker {
    ActKind kind;
    std::unique_ptr<Act> (*make)(const Visitor&, const ActOptions&);
};

constexpr std::size_t kinds = 20;

// The two tables have the same order.
constexpr std::array<Maker, kinds> makers{{{ActKind::print, make_print},
                                           {ActKind::print_bent, make_print_bent},
                                           {ActKind::print_holes, make_print_holes},
                                           {ActKind::replay_phone, make_replay_phone},
                                           {ActKind::replay_tablet, make_replay_tablet},
                                           {ActKind::replay_monitor, make_replay_monitor},
                                           {ActKind::replay_live, make_replay_live},
                                           {ActKind::mask_rigid, make_mask_rigid},
                                           {ActKind::mask_worn, make_mask_worn},
                                           {ActKind::injection_recorded, make_injection_recorded},
                                           {ActKind::injection_looped, make_injection_looped},
                                           {ActKind::injection_virtual, make_injection_virtual},
                                           {ActKind::injection_imitated, make_injection_imitated},
                                           {ActKind::injection_swap, make_injection_swap},
                                           {ActKind::two_people, make_two_people},
                                           {ActKind::swap, make_swap},
                                           {ActKind::sleeping, make_sleeping},
                                           {ActKind::impostor, make_impostor},
                                           {ActKind::nobody, make_nobody},
                                           {ActKind::frozen, make_frozen}}};

constexpr std::array<AttackDescription, kinds> descriptions{{
    {"print",
     "print",
     "A flat photograph of the account's owner on paper, held up by hand.",
     {"office paper with a wide white edge, little contrast, in a tired hand that ignores what is asked",
      "photo paper, life-size, moved nearer and aside as asked",
      "cut out around the head, also turned where a turn of the head is asked, in a steady hand",
      "printed with a profile that gives the contrast of a face"}},
    {"print-bent",
     "print",
     "The same, bent to an upright cylinder, so that turning it shows parallax.",
     {"hardly bent (radius 40 cm), ignores what is asked", "bent as a head is on the large scale (18 cm)",
      "bent more (12 cm), cut out, turned where a turn is asked",
      "bent as far as a face is round (9.5 cm), with the contrast of a face"}},
    {"print-holes",
     "print",
     "The photograph worn as a mask with holes for eyes and mouth, behind which the wearer's own move.",
     {"large holes; places are answered, prompts are not", "closer holes; all is answered",
      "cut out, bent around the face, narrow holes",
      "with the contrast of a face, the whole mouth cut free so that a smile is seen, and a wearer who looks "
      "alike"}},
    {"replay-phone",
     "replay",
     "A recording of the owner doing another plan, on a telephone.",
     {"dim, whole telephone visible, recording of anything at any time",
      "bright, nearer, in two hands; a sensible recording; moved nearer as asked",
      "anti-glare film, finer pixels, on a stand; a live picture that answers 150-300 ms late",
      "deep black, answers 150-200 ms late, and takes on the kiosk's colour 100-150 ms late"}},
    {"replay-tablet",
     "replay",
     "The same on a tablet.",
     {"dim, edges visible, recording of anything at any time",
      "bright, so near that its edges are out of the picture; a sensible recording",
      "anti-glare film, finer pixels, on a stand; a live picture that answers 150-300 ms late",
      "deep black, answers 150-200 ms late, and takes on the kiosk's colour 100-150 ms late"}},
    {"replay-monitor",
     "replay",
     "The same on a 24-inch monitor, whose coarse pixels beat with the camera's.",
     {"dim, edges visible, recording of anything at any time",
      "bright, so near that its edges are out of the picture; a sensible recording",
      "anti-glare film, finer pixels, on a stand; a live picture that answers 150-300 ms late",
      "deep black, answers 150-200 ms late, and takes on the kiosk's colour 100-150 ms late"}},
    {"replay-live",
     "replay",
     "A live picture of somebody who answers the kiosk's prompts, on a tablet.",
     {"dim, edges visible, answers 400-500 ms late", "edges out of the picture, answers 150-500 ms late",
      "anti-glare film, finer pixels, answers 150-300 ms late",
      "answers 150-200 ms late and takes on the kiosk's colour 100-150 ms late"}},
    {"mask-rigid",
     "mask",
     "A hard mask of the owner's head: follows prompts for the head, its expression never changes.",
     {"shiny plastic of nearly one colour, does not turn",
      "painted resin, less shiny, all motion is answered",
      "matt, with eye holes: the wearer's eyes blink and look", "skin's own colours and hardly any shine"}},
    {"mask-worn",
     "mask",
     "A soft mask worn by a moving person: eyes blink through it, the mouth moves a little.",
     {"thick latex of nearly one colour, the mouth hardly opens",
      "painted latex, 30 % of the mouth's and 10 % of a smile's motion", "silicone, 50 % and 25 %",
      "thin silicone glued on, 80 % and 50 %, skin's own colours"}},
    {"injection-recorded",
     "injection",
     "A recording of the owner in the place of the camera's pictures.",
     {"anything at any time, 25 frames a second shown as 30, invented metadata on exact thirtieths",
      "a sensible recording with the metadata of its own camera",
      "clips of what is asked, put on with a jump 0.5-0.9 s late",
      "the same without a jump, 0.3-0.5 s late"}},
    {"injection-looped",
     "injection",
     "A short recording of the owner, again and again, in the place of the camera's pictures.",
     {"2 s, byte for byte, invented metadata on exact thirtieths", "3 s, byte for byte, plausible metadata",
      "4 s forwards and backwards, with fresh noise", "20 s forwards and backwards, with fresh noise"}},
    {"injection-virtual",
     "injection",
     "A virtual camera with a person who answers, which ignores orders of exposure and the kiosk's light.",
     {"invented metadata on exact thirtieths", "invented metadata, times that jitter",
      "metadata say what was ordered, the picture does not follow",
      "the same, and the whole picture takes on the kiosk's colour 50-150 ms late"}},
    {"injection-imitated",
     "injection",
     "The same, imitating orders of exposure one frame late.",
     {"in metadata only", "in metadata, and by making finished pictures as bright",
      "by exposing the camera that films, with its true noise; tints all over 50-150 ms late",
      "the same on time"}},
    {"injection-swap",
     "injection",
     "The owner's face laid over that of a person who answers pose, smile and light, exposure imitated.",
     {"280-300 ms late, light as a tint all over", "200-300 ms late, light alike on all parts of the face",
      "150-200 ms late, light as it would fall, exposure with true noise",
      "100 ms late, light as it would fall, exposure on time"}},
    {"two-people",
     "other",
     "The visitor answers while a second face stays in view.",
     {"shoulder to shoulder", "a face and a half apart", "the second 25 cm farther back",
      "the second far back at the picture's edge"}},
    {"swap",
     "other",
     "In mid-session, 1-5 s after the first challenge, another person takes the visitor's place.",
     {"one leaves, then the other comes", "one comes while the other leaves; of the same kind of looks",
      "behind a cloth drawn past the lens, in like clothes",
      "from one frame to the next, by somebody who looks alike"}},
    {"sleeping",
     "other",
     "The owner asleep or held: no answer of the face, the head is moved slowly by somebody's hands.",
     {"eyes shut, head hanging, not moved", "eyes shut, head moved as asked",
      "lids held open, head moved as asked", "lids held open, mouth pulled as asked"}},
    {"impostor",
     "other",
     "A living person who is not the owner and answers everything: only the comparison can refuse them.",
     {"anybody", "hair, skin and beard alike", "clothes and glasses too", "a chance likeness"}},
    {"nobody", "other", "The empty room.", {"no skill", "no skill", "no skill", "no skill"}},
    {"frozen",
     "other",
     "A camera whose picture stands still.",
     {"from the start, byte for byte", "after a second or two, byte for byte",
      "after a second or two, with fresh noise", "for four frames of five, with fresh noise"}},
}};

std::optional<std::size_t> row_of(std::string_view name) {
    for (std::size_t i = 0; i < kinds; ++i)
        if (descriptions[i].name == name) return i;
    return std::nullopt;
}

}  // namespace

std::span<const AttackDescription> attack_descriptions() {
    return descriptions;
}

std::string_view name_of(ActKind kind) {
    for (std::size_t i = 0; i < kinds; ++i)
        if (makers[i].kind == kind) return descriptions[i].name;
    return "visitor";
}

std::optional<ActKind> act_kind(std::string_view name) {
    if (name == "visitor") return ActKind::visitor;
    if (const auto row = row_of(name)) return makers[*row].kind;
    return std::nullopt;
}

std::unique_ptr<Act> make_act(ActKind kind, const Visitor& visitor, const ActOptions& options) {
    ActOptions known = options;
    known.skill = std::clamp(options.skill, naive, has_our_code);
    for (const Maker& maker : makers)
        if (maker.kind == kind) return maker.make(visitor, known);
    return make_visitor(visitor, known);
}

}  // namespace verikiosk::simulator

// SPDX-License-Identifier: Apache-2.0
#include "firmware/screens/sentences.hpp"

namespace verikiosk::screens {

const char* guidance_for(Reason reason) {
    switch (reason) {
        case Reason::no_face:
            return msg("Please come in front of the camera");
        case Reason::several_faces:
            return msg("Please come alone into the picture");
        case Reason::too_far:
        case Reason::low_resolution:
            return msg("Come a little closer");
        case Reason::too_near:
            return msg("Move back a little");
        case Reason::move_left:
            return msg("Move a little to the left");
        case Reason::move_right:
            return msg("Move a little to the right");
        case Reason::move_up:
            return msg("Move up a little");
        case Reason::move_down:
            return msg("Move down a little");
        case Reason::cropped:
            return msg("Please bring your whole head into the picture");
        case Reason::not_still:
            return msg("Hold still");
        case Reason::too_dark:
            return msg("It is too dark here: please face the light");
        case Reason::too_bright:
            return msg("It is too bright here: please turn away from the strong light");
        case Reason::uneven_light:
            return msg("Half of your face is in shadow: please face the light");
        case Reason::low_contrast:
            return msg("Your face is hard to see: please face the light");
        case Reason::blurred:
            return msg("The picture is blurred: please hold still");
        case Reason::head_turned:
            return msg("Look straight into the camera");
        case Reason::head_tilted:
            return msg("Hold your head upright");
        case Reason::eyes_closed:
            return msg("Please open your eyes");
        case Reason::face_covered:
            return msg("Please uncover your eyes, nose and mouth");
        case Reason::mouth_open:
            return msg("Please close your mouth");
        case Reason::not_smiling:
            return msg("Your smile, please: lift the corners of your mouth");
        case Reason::mouth_not_smile:
            return msg("Lips together, please, and lift the corners of your mouth");
        case Reason::not_turned:
            return msg("Turn your head a little further");
        case Reason::not_nearer:
            return msg("Lean in a little more");
        case Reason::mouth_not_opened:
            return msg("Open your mouth a little wider");
        case Reason::face_changed:
            return msg("Please stay in the picture until the end");
        default:
            return msg("One moment, please");
    }
}

Pictogram cue_for(Reason reason) {
    switch (reason) {
        case Reason::several_faces:
            return Pictogram::alone;
        case Reason::too_far:
        case Reason::low_resolution:
        case Reason::not_nearer:
            return Pictogram::nearer;
        case Reason::too_near:
            return Pictogram::farther;
        case Reason::move_left:
            return Pictogram::arrow_left;
        case Reason::move_right:
            return Pictogram::arrow_right;
        case Reason::move_up:
            return Pictogram::arrow_up;
        case Reason::move_down:
            return Pictogram::arrow_down;
        case Reason::too_dark:
        case Reason::too_bright:
        case Reason::uneven_light:
        case Reason::low_contrast:
            return Pictogram::light;
        case Reason::not_smiling:
        case Reason::mouth_not_smile:
            return Pictogram::smiling_face;
        case Reason::mouth_not_opened:
            return Pictogram::open_mouth;
        default:
            return Pictogram::face_in_oval;
    }
}

bool actionable(Reason reason) {
    switch (reason) {
        case Reason::none:
        case Reason::frozen_picture:
        case Reason::declined:
        case Reason::weak_signal:
        case Reason::flat_face:
        case Reason::no_light_answer:
        case Reason::late_light_answer:
        case Reason::exposure_ignored:
        case Reason::repeated_frames:
        case Reason::wrong_times:
        case Reason::recaptured:
        case Reason::injection:
        case Reason::development_input:
        case Reason::match_not_concluded:
        case Reason::liveness_not_concluded:
        case Reason::judgement_disagrees:
        case Reason::evidence_inconsistent:
        case Reason::attempts_exhausted:
        case Reason::not_eligible:
        case Reason::development_policy:
        case Reason::faces_differ:
            return false;
        default:
            return reason_from(static_cast<std::uint64_t>(reason)).has_value();
    }
}

const char* advice_for(Reason reason) {
    if (!actionable(reason)) {
        return msg(
            "Stand alone in front of the camera, with light on your face, and follow the sentences on the "
            "screen.");
    }
    switch (reason) {
        case Reason::no_face:
        case Reason::cropped:
            return msg("Stay in front of the camera, with your whole head in the picture.");
        case Reason::several_faces:
            return msg("Only one person may be in the picture: please ask others to step aside.");
        case Reason::face_changed:
            return msg("Stay alone in the picture from the beginning to the end.");
        case Reason::not_smiling:
            return msg("When the kiosk asks for it, smile broadly and keep smiling for a moment.");
        case Reason::mouth_not_smile:
            return msg(
                "Smile with your lips together: lift the corners of your mouth rather than opening it.");
        case Reason::not_turned:
            return msg("When the kiosk asks for it, turn your head well to that side and hold it there.");
        case Reason::not_nearer:
            return msg("When the oval grows, lean in until your face fills it.");
        case Reason::mouth_not_opened:
            return msg("When the kiosk asks for it, open your mouth wide and keep it open for a moment.");
        case Reason::not_still:
        case Reason::blurred:
            return msg("Hold still for a moment when your face is in the oval.");
        case Reason::too_far:
        case Reason::low_resolution:
            return msg("Come closer, until your face fills the oval.");
        case Reason::too_near:
            return msg("Move back, until your face fits into the oval.");
        case Reason::too_dark:
        case Reason::uneven_light:
        case Reason::low_contrast:
            return msg("Face a lamp or a window, so that the light falls on your face.");
        case Reason::too_bright:
            return msg("Turn away from the strong light.");
        case Reason::time_out:
            return msg("The time ran out: follow the sentence on the screen, one step after the other.");
        case Reason::deadline_passed:
            return msg("The time for this code ran out: start again with a new one.");
        case Reason::revoked_kiosk:
            return msg("This kiosk can’t be used at the moment: please use another one.");
        default:
            return guidance_for(reason);
    }
}

const char* remark_for(session::Notice notice) {
    using session::Notice;
    switch (notice) {
        case Notice::none:
            break;
        case Notice::code_malformed:
            return msg("There is a typing mistake in this code. Please compare it with your settings page.");
        case Notice::code_unknown:
            return msg("This code is not known. Please compare it with your settings page.");
        case Notice::code_expired:
            return msg("This code has expired or was used before. Your settings page gives you a new one.");
        case Notice::too_many_codes:
            return msg("Too many wrong codes. Please wait a moment.");
        case Notice::backend_unreachable:
            return msg("The verification service can’t be reached at the moment.");
        case Notice::backend_refused:
            return msg("The verification service does not accept this kiosk.");
        case Notice::camera_missing:
            return msg("The camera does not answer.");
        case Notice::camera_changed:
            return msg("The camera was interrupted, so the visit had to end. Please start again.");
        case Notice::storage_full:
            return msg("The kiosk’s storage is full.");
        case Notice::storage_failed:
            return msg("It could not be completed. Nothing was stored and nothing was sent.");
        case Notice::another_face:
            return msg("Once more from the beginning: please stay in the picture until the end");
        case Notice::left_alone:
            return msg("The last visit was closed because nobody touched the kiosk. Nothing was kept.");
    }
    return "";
}

const char* between_tries() {
    return msg("Between two tries this kiosk takes a short pause.");
}

const char* label_for(session::Action action) {
    using session::Action;
    switch (action) {
        case Action::begin:
            return msg("Start");
        case Action::cancel:
            return msg("Leave");
        case Action::submit_code:
            return msg("Continue");
        case Action::confirm_name:
            return msg("Yes, that is me");
        case Action::deny_name:
            return msg("No, not me");
        case Action::agree:
            return msg("I agree");
        case Action::agree_without_lights:
            return msg("Without colours");
        case Action::stop_lights:
            return msg("Stop the colours");
        case Action::cannot:
            return msg("I can’t do this");
        case Action::send:
            return msg("Send");
        case Action::take_again:
            return msg("Take it again");
        case Action::enter_new_code:
            return msg("Use a new code");
        case Action::wait:
            return msg("Try again now");
        case Action::done:
            return msg("Done");
    }
    return msg("Leave");
}

}  // namespace verikiosk::screens

// SPDX-License-Identifier: Apache-2.0
// Why something does not go on yet, and what nobody has signed.
#include "sessions/words.hpp"

namespace equivox::words {

std::string waiting(const BoxWaiting& waiting) {
    const std::string devices =
        waiting.organisations == 1
            ? "the device of one more organisation"
            : "devices of " + std::to_string(waiting.organisations) + " more organisations";
    switch (waiting.what) {
        case BoxWaiting::For::parts_taken:
            return "Getting ready: waiting for " + devices + " to take a part of the key.";
        case BoxWaiting::For::room_parts:
            return "The organiser's laptop was restarted. Nothing is lost: waiting for " + devices +
                   " to come back with a part of the key.";
        case BoxWaiting::For::ballot_parts:
            return "Closing: waiting for " + devices + " to give back a part of the key.";
        case BoxWaiting::For::key_file:
            return "The organiser's half of the key can not be found, so this can never be opened. Put its "
                   "folder back, or stop without opening and ask again.";
        case BoxWaiting::For::box_file:
            return "The file of this box is missing or damaged, so it can never be opened. Put it back, or "
                   "stop "
                   "without opening and ask again.";
    }
    __builtin_unreachable();
}

std::string signal(Signal signal) {
    switch (signal) {
        case Signal::more_time:
            return "Somebody asks for more time.";
        case Signal::please_pause:
            return "Somebody asks for a pause.";
        case Signal::keep_apart:
            return "Somebody asks to keep the merged proposals apart.";
    }
    __builtin_unreachable();
}

}  // namespace equivox::words

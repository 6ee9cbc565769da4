// SPDX-License-Identifier: Apache-2.0
// "How is this anonymous?": the page behind every promise, in plain words and for the session at hand.
#include "sessions/words.hpp"

namespace equivox::words {

std::vector<std::string> how_anonymous(const Session& session) {
    std::vector<std::string> page;
    page.emplace_back(
        "What you put in leaves this device encrypted, always the same size whatever you say, and waits in a "
        "box "
        "until it closes. Nobody sees results before that, not even the organiser.");
    if (session.opened.custody == CustodyKind::shared)
        page.emplace_back(
            "The key to the box is split. The organiser's laptop does not have it: each organisation's "
            "devices "
            "keep a part, and it takes several organisations together to open the box when it closes. "
            "Afterwards the key and the box are destroyed, on the laptop and on every device.");
    else
        page.emplace_back(
            "This session keeps the key in the memory of the organiser's laptop only, and destroys it with "
            "the "
            "box when it closes. It is meant for trying things out.");
    page.emplace_back(
        "What comes out is only what everybody sees: texts in an order that nobody can trace, or the order "
        "of "
        "the proposals with coarse steps between them. Exact figures are neither shown nor kept, because "
        "with a "
        "few organisations they would give away how somebody ranked. If even the coarse result could, it is "
        "not shown at all, and the screen says why.");
    page.emplace_back(
        "With five organisations or more, nobody can be certain how you ranked any two proposals, even if "
        "all "
        "people of one other organisation put together what they know. It is not protection against "
        "guessing: "
        "every result makes some guesses better than others.");
    page.emplace_back(
        "The saved record says which seats ranked, to the minute, and never how. For texts, objections and "
        "the "
        "question how safe it is to speak here, it does not even say who answered.");
    page.emplace_back(
        "What it does not protect against: somebody looking at your screen; the way you write; two or more "
        "organisations putting together what they know; a device that somebody has tampered with; and an "
        "organiser who has changed the program itself. The organiser's laptop has to be trusted while a box "
        "is "
        "being opened. Your web browser runs the program that this laptop sends, so the same holds for it.");
    return page;
}

}  // namespace equivox::words

// SPDX-License-Identifier: Apache-2.0
#include "app/host/picture_texts.hpp"

#include <array>
#include <cstddef>
#include <utility>

namespace equivox::host {
namespace {

struct Body {
    const char* name;
    std::uint32_t seats;
};

// A text of exactly that many characters that people could have written.
std::string filled(std::string_view words, std::size_t characters) {
    std::string text;
    while (text.size() < characters) text.append(words).append(" ");
    text.resize(characters);
    if (text.back() == ' ') text.back() = '.';
    return text;
}

DepositContent proposal(std::string title, std::string text) {
    return ProposalsDeposit{{{std::move(title), std::move(text)}}};
}

RoundPlan round(std::uint32_t id, std::string question, std::string context) {
    RoundPlan plan;
    plan.id = RoundId{id};
    plan.question = std::move(question);
    plan.context = std::move(context);
    plan.minutes = {8, 20, 6, 25, 6};
    return plan;
}

}  // namespace

Agenda picture_agenda() {
    constexpr std::array<Body, 12> bodies{{{"Westmere University Hospitals", 5},
                                           {"St Mary's Hospital Trust", 4},
                                           {"Westmere Community Health", 3},
                                           {"Westmere County Council", 3},
                                           {"Fellside Mental Health Trust", 2},
                                           {"North West Ambulance Service", 2},
                                           {"Westmere GP Federation", 2},
                                           {"Kirkby Borough Council", 1},
                                           {"St Oswald's Hospice", 1},
                                           {"Westmere Care Association", 1},
                                           {"Age and Carers Westmere", 1},
                                           {"Westmere Patients' Voice", 1}}};
    Agenda agenda;
    agenda.name = "Getting people home this winter";
    agenda.purpose =
        "Nobody in Westmere stays in a hospital bed for want of the right help at home. We decide together "
        "how we "
        "spend the winter money, and we stand by it together.";
    agenda.group_name = "Westmere Winter Partnership";
    agenda.agreements = {"One person speaks at a time, and everybody gets a turn.", "We ask before we judge.",
                         "What is said here may be used; who said it stays here.",
                         "An objection is a gift: it shows us what we have not seen yet."};
    std::uint32_t id = 1;
    for (const Body& body : bodies)
        agenda.organisations.push_back({OrganisationId{id++}, body.name, body.seats});
    agenda.rounds.push_back(
        round(1, "What do we change first, so that people leave hospital on the day they are ready?",
              "On an ordinary winter day 140 people in our three hospitals are well enough to leave and can "
              "not. Half "
              "of them wait for care at home, a quarter for a bed in a home, the rest for medicines, "
              "transport or a "
              "decision."));
    agenda.rounds.push_back(
        round(2, "How shall we know by February whether it helps, and who tells us?", ""));
    return agenda;
}

Agenda crowded_agenda() {
    Agenda agenda = picture_agenda();
    agenda.organisations.clear();
    for (std::uint32_t id = 1; id <= 40; ++id) {
        const std::string name = "Organisation " + std::to_string(id) + " " +
                                 (id % 3 == 0   ? "for Community, Mental Health and Learning Disability"
                                  : id % 3 == 1 ? "NHS Foundation Trust of the North West"
                                                : "Council");
        agenda.organisations.push_back({OrganisationId{id}, name.substr(0, 64), 1 + id % 10});
    }
    agenda.name = filled("A session with a long name", 80);
    agenda.purpose = filled(
        "We want everybody to leave hospital on the day they are ready, with the help they need,", 900);
    agenda.rounds[0].question =
        filled("How do we spend the money so that people come home in time, and", 300);
    agenda.rounds[0].context =
        filled("Last winter it was so that many of us saw the same people again and again,", 2000);
    return agenda;
}

Agenda practice_agenda() {
    Agenda agenda = picture_agenda();
    RoundPlan practice =
        round(1, "For practice: what should there be with the coffee?",
              "Put them in your order, as you will do later with what matters. Try a tie, or leave one out.");
    practice.practice = true;
    practice.given = {{"Apple cake", ""},
                      {"Fruit, cut into pieces that can be eaten with one hand", ""},
                      {"Nothing sweet: bread and cheese", ""},
                      {"Shortbread", ""}};
    agenda.rounds.insert(agenda.rounds.begin(), practice);
    std::uint32_t id = 1;
    for (RoundPlan& each : agenda.rounds) each.id = RoundId{id++};
    return agenda;
}

Agenda given_agenda() {
    Agenda agenda = picture_agenda();
    for (int number = 1; number <= 10; ++number)
        agenda.rounds.front().given.push_back({"Step " + std::to_string(number) + " of the winter plan", ""});
    return agenda;
}

std::vector<DepositContent> picture_proposals() {
    return {
        proposal("One discharge hub for all three hospitals",
                 "One telephone number and one team for every discharge.\nNurses, social workers and a care "
                 "broker "
                 "sit in one room.\nOpen seven days, eight until eight."),
        proposal("Home first: assess at home, not on the ward",
                 "Nobody is assessed for long-term care in a hospital bed.\nA therapist visits within two "
                 "hours of "
                 "coming home.\nCare for the first five days is paid from the winter money."),
        proposal(
            "Pay carers a winter rate",
            "Home care workers get two pounds an hour more from December to March.\nProviders who take it "
            "open their books to the partnership."),
        proposal("Medicines ready the evening before",
                 "Discharge prescriptions are written by four o'clock the day before.\nA pharmacist on every "
                 "medical ward until eight."),
        proposal(
            "Thirty step-down beds in care homes",
            "Thirty beds, block-booked in six homes.\nA GP round every weekday and a therapist on site."),
        proposal(
            "A welcome-home call from a volunteer",
            "Everybody who lives alone gets a call the next morning and again after three days.\nVolunteers "
            "are trained by the hospice and Age and Carers.")};
}

std::vector<DepositContent> crowded_proposals() {
    std::vector<DepositContent> deposits;
    for (int number = 1; number <= 24; ++number)
        deposits.push_back(proposal(
            filled("Proposal of the delegates " + std::to_string(number) + " for more care at home and", 80),
            filled("We do this in every ward", 200) + "\n" + filled("And we ask the families first", 150)));
    deposits.push_back(
        proposal("One clause of two thousand characters",
                 filled("This proposal does not come to an end, although everybody waits,", 2000)));
    std::string clauses;
    for (int clause = 1; clause <= 30; ++clause)
        clauses += "Clause " + std::to_string(clause) + " says something short.\n";
    deposits.push_back(proposal(std::string(60, 'w') + " long words", clauses));
    return deposits;
}

std::vector<DepositContent> picture_questions(const std::vector<ProposalId>& about) {
    constexpr std::array texts{
        "Who employs the people in the hub?",
        "What happens on the sixth day, when the money for the first five has run out?",
        "How do we reach people who do not answer the telephone?",
        "Can six homes really give us thirty beds before December?",
        "What do patients and carers say they need most?"};
    std::vector<DepositContent> deposits;
    for (std::size_t index = 0; index < texts.size(); ++index) {
        QuestionEntry entry;
        if (index < about.size()) entry.about = about[index];
        entry.text = texts[index];
        deposits.push_back(QuestionsDeposit{{entry}});
    }
    return deposits;
}

std::vector<DepositContent> picture_answers(const std::vector<QuestionId>& questions) {
    constexpr std::array texts{
        "Each organisation lends its own staff; nobody changes employer.",
        "The social worker decides by the fourth day what follows, and the council pays from then on.",
        "A neighbour or the district nurse is asked to knock.",
        "Four homes have said yes; two are still thinking.",
        "In our survey: to know the day before, and to know whom to ring."};
    std::vector<DepositContent> deposits;
    for (std::size_t index = 0; index < questions.size(); ++index)
        deposits.push_back(AnswersDeposit{{{questions[index], texts[index % texts.size()]}}});
    return deposits;
}

namespace {

void spoil(std::string& text) {
    static const std::array<std::string, 6> harm{
        "%s%n##id <b>bold</b> &amp; \u202Esdrawkcab\u202C",
        std::string(60, 'M') + " \u200B\u200D\uFEFF",
        "\xFF\xC3(\xE2\x82 broken \xF0\x9F\x91\xA9\xE2\x80\x8D\xF0\x9F\x9A\x80",
        "A\u0301\u0301\u0301\u0301\u0301\u0301 pile of marks and \t tabs",
        "\u05E9\u05DC\u05D5\u05DD \u0645\u0631\u062D\u0628\u0627 \u4F60\u597D "
        "\u0413\u0440\u0438\u0433\u043E\u0440\u0438\u0439",
        "###window%s\n\n\nthree lines\nof a title"};
    if (text.empty()) return;
    text = harm[text.size() % harm.size()] + " " + text;
}

void spoil(std::vector<std::string>& texts) {
    for (std::string& text : texts) spoil(text);
}

void spoil(OutcomeView& outcome) {
    for (std::string* text : {&outcome.proposal_title, &outcome.text, &outcome.reasons, &outcome.owner,
                              &outcome.review_date, &outcome.dissent})
        spoil(*text);
    spoil(outcome.worries);
    spoil(outcome.standing_objections);
}

void spoil(RoundView& round) {
    spoil(round.question);
    spoil(round.context);
    for (ProposalView& proposal : round.proposals) {
        spoil(proposal.title);
        spoil(proposal.clauses);
        spoil(proposal.set_aside_reason);
        for (EarlierText& earlier : proposal.earlier) {
            spoil(earlier.title);
            spoil(earlier.clauses);
        }
    }
    for (QuestionView& question : round.questions) {
        spoil(question.text);
        spoil(question.answers);
    }
    for (ConsentView& asking : round.askings) {
        for (ReleasedObjection& objection : asking.objections) spoil(objection.reason);
        for (ReleasedWorry& worry : asking.worries) spoil(worry.reason);
    }
    if (round.outcome) spoil(*round.outcome);
}

}  // namespace

void make_hostile(HostFrame& frame) {
    spoil(frame.room.session_name);
    spoil(frame.room.purpose);
    spoil(frame.room.group_name);
    spoil(frame.room.agreements);
    for (OrganisationView& organisation : frame.room.organisations) spoil(organisation.name);
    for (RoundSummary& summary : frame.room.rounds) {
        spoil(summary.question);
        if (summary.outcome) spoil(*summary.outcome);
    }
    if (frame.room.round) spoil(*frame.room.round);
    for (SeatRow& seat : frame.facilitator.seats) spoil(seat.label);
    for (Offer& offer : frame.facilitator.offers) {
        if (offer.label.find('"') != std::string::npos) offer.label += " %s##\u202E<i>";
    }
}

}  // namespace equivox::host

// SPDX-License-Identifier: Apache-2.0
#include "app/rehearse/rehearsal.hpp"

#include <unistd.h>
#include <boost/json.hpp>
#include <catch2/catch.hpp>
#include <set>

#include "app/record/export_record.hpp"
#include "app/record/record.hpp"
#include "app/rehearse/simulated_delegate.hpp"

using namespace equivox;

namespace {

constexpr const char* small_agenda = R"(
name = "A small workshop"
purpose = "To try it out."
[[organisations]]
name = "Trust"
seats = 3
[[organisations]]
name = "Council"
seats = 2
[[organisations]]
name = "Hospice"
[[organisations]]
name = "Carers"
[[organisations]]
name = "Patients"
[[rounds]]
question = "What first?"
[rounds.examples]
proposals = [{ title = "Hub", text = "One number." }, { title = "Beds", text = "Thirty." }]
questions = ["Who pays?"]
answers = ["The winter money."]
objections = ["Nobody asked the nurses."]
amendments = ["The nurses are asked first."]
)";

class Folder {
public:
    Folder()
        : path_(std::filesystem::temp_directory_path() / ("equivox-rehearse-" + std::to_string(::getpid()))) {
        std::filesystem::create_directories(path_);
    }
    ~Folder() {
        std::error_code ignored;
        std::filesystem::remove_all(path_, ignored);
    }
    [[nodiscard]] std::filesystem::path file(const std::string& name) const { return path_ / name; }

private:
    std::filesystem::path path_;
};

boost::json::value rehearse(const std::filesystem::path& file, std::uint64_t seed) {
    RehearsalOptions options;
    options.agenda = parse_agenda(small_agenda);
    options.delegates = 8;
    options.seed = seed;
    options.output = file;
    run_rehearsal(options, [](const HostReady&) {});
    return boost::json::parse(export_json(std::get<Replay>(read_record(file))));
}

}  // namespace

TEST_CASE("delegates are seated one for each organisation first, then the second seats, and so on") {
    const Agenda agenda = parse_agenda(small_agenda);
    std::vector<std::uint32_t> order;
    for (const OrganisationId organisation : seating(agenda, 8)) order.push_back(organisation.value);
    CHECK(order == std::vector<std::uint32_t>{1, 2, 3, 4, 5, 1, 2, 1});
    CHECK_THROWS_AS(seating(agenda, 9), RehearsalError);
}

TEST_CASE("a rehearsal over real sockets goes to its end: an objection, an amendment, an outcome, closed") {
    const Folder folder;
    const boost::json::value record = rehearse(folder.file("a.equivox"), 3);
    CHECK(record.at("session").at("rehearsal").as_bool());
    CHECK(record.at("session").at("closed").as_bool());
    const boost::json::value& round = record.at("rounds").at(0);
    CHECK(round.at("proposals").as_array().size() == 3);
    CHECK(round.at("objections").as_array().size() == 1);
    CHECK(round.at("outcome").at("kind").as_string() == "adopted");
}

TEST_CASE("the same seed rehearses the same decisions") {
    const Folder folder;
    const boost::json::value first = rehearse(folder.file("b.equivox"), 11);
    const boost::json::value again = rehearse(folder.file("c.equivox"), 11);
    CHECK(boost::json::serialize(first.at("rounds")) == boost::json::serialize(again.at("rounds")));
}

TEST_CASE("a simulated ranking names every proposal at most once") {
    const Agenda agenda = parse_agenda(small_agenda);
    RoomView room;
    room.box = BoxView{};
    room.box->kind = BoxKind::ranking;
    RoundView& round = room.round.emplace();
    round.id = RoundId{1};
    for (std::uint32_t id = 1; id <= 6; ++id) {
        ProposalView proposal;
        proposal.id = ProposalId{id};
        proposal.title = id == 1 ? "Hub" : "Other " + std::to_string(id);
        round.proposals.push_back(proposal);
    }
    for (std::uint64_t seed = 0; seed < 200; ++seed) {
        SeededChance chance(seed);
        const auto ranking =
            std::get<RankingDeposit>(simulated_deposit(agenda, room, 0, chance)).ranking;
        std::set<ProposalId> seen;
        for (const std::vector<ProposalId>& group : ranking) {
            CHECK(!group.empty());
            for (const ProposalId id : group) CHECK(seen.insert(id).second);
        }
    }
}

// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/history/run_history.h"

#include "core/base/json_text.h"
#include "core/exchange/safetensors.h"
#include "core/platform/environment.h"
#include "core/platform/paths.h"

#include <algorithm>
#include <array>
#include <chrono>
#include <utility>

namespace numeral {

namespace {

constexpr int layoutVersion = 1;

// What is listed stands in columns, so that ten thousand runs are read in a moment; weights stand
// in a table of their own, which listing doesn't pass through.
constexpr const char* layout = R"(
CREATE TABLE groups (
    id INTEGER PRIMARY KEY,
    begun INTEGER NOT NULL,
    title TEXT NOT NULL);
CREATE TABLE runs (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    group_id INTEGER REFERENCES groups (id),
    begun INTEGER NOT NULL,
    seconds REAL NOT NULL DEFAULT 0,
    reason TEXT NOT NULL DEFAULT 'unfinished',
    name TEXT NOT NULL DEFAULT '',
    note TEXT NOT NULL DEFAULT '',
    folder TEXT NOT NULL DEFAULT '',
    starred INTEGER NOT NULL DEFAULT 0,
    removed INTEGER NOT NULL DEFAULT 0,
    data_name TEXT NOT NULL,
    data TEXT NOT NULL,
    configuration TEXT NOT NULL,
    settings TEXT NOT NULL,
    seed INTEGER NOT NULL,
    engine TEXT NOT NULL,
    machine TEXT NOT NULL,
    epochs INTEGER NOT NULL DEFAULT 0,
    best_epoch INTEGER NOT NULL DEFAULT 0,
    best_loss REAL, best_accuracy REAL,
    last_loss REAL, last_accuracy REAL,
    test_loss REAL, test_accuracy REAL,
    has_weights INTEGER NOT NULL DEFAULT 0);
CREATE TABLE epochs (
    run INTEGER NOT NULL REFERENCES runs (id) ON DELETE CASCADE,
    epoch INTEGER NOT NULL,
    training_loss REAL NOT NULL, training_accuracy REAL NOT NULL,
    validation_loss REAL, validation_accuracy REAL,
    seconds REAL NOT NULL,
    best INTEGER NOT NULL,
    PRIMARY KEY (run, epoch)) WITHOUT ROWID;
CREATE TABLE weights (
    run INTEGER PRIMARY KEY REFERENCES runs (id) ON DELETE CASCADE,
    model BLOB NOT NULL);
)";

std::int64_t secondsNow()
{
    return std::chrono::duration_cast<std::chrono::seconds>(
        std::chrono::system_clock::now().time_since_epoch())
        .count();
}

/// Those that differ from the defaults, without the seed, which tells repeats apart.
std::string changedSettings(const TrainingConfig& config)
{
    const auto defaults = parseOrderedJson(toJson(TrainingConfig()));
    auto changed = nlohmann::ordered_json::object();
    const auto settings = parseOrderedJson(toJson(config));
    for (const auto& [key, value] : settings.items()) {
        if (key != TrainingConfig::seedSetting.text.key
            && key != TrainingConfig::engineSetting.text.key && defaults[key] != value) {
            changed[key] = value;
        }
    }
    return jsonText(changed);
}

StopReason reasonOf(const std::string& name)
{
    constexpr std::array reasons{StopReason::EarlyStopping, StopReason::Epochs, StopReason::Stopped,
        StopReason::Pruned, StopReason::Diverged};
    const auto* const reason = std::ranges::find(reasons, name, reasonName);
    return reason == reasons.end() ? StopReason::Unfinished : *reason;
}

class StringSink final : public ByteSink {
public:
    Result<void> write(std::string_view bytes) override
    {
        text.append(bytes);
        return {};
    }

    std::string text;
};

tl::unexpected<Error> noSuchRun()
{
    return failure(ErrorCode::FileUnreadable, "There is no such run among those that are kept.");
}

/// What `read` makes of each of the rows.
template <typename Read>
auto listed(Statement& rows, const Read& read) -> Result<std::vector<decltype(read(rows))>>
{
    std::vector<decltype(read(rows))> list;
    for (;;) {
        const Result<bool> row = rows.next();
        if (!row) {
            return tl::unexpected(row.error());
        }
        if (!*row) {
            return list;
        }
        list.push_back(read(rows));
    }
}

HistoryRun runOf(const Statement& row)
{
    HistoryRun run;
    int column = 0;
    run.id = row.integer(column++);
    run.group = row.optionalInteger(column++);
    run.begun = row.integer(column++);
    run.seconds = row.real(column++);
    run.reason = reasonOf(row.text(column++));
    run.name = row.text(column++);
    run.note = row.text(column++);
    run.folder = row.text(column++);
    run.isStarred = row.integer(column++) != 0;
    run.data = row.text(column++);
    run.settings = row.text(column++);
    run.seed = row.integer(column++);
    run.engine = row.text(column++);
    run.machine = row.text(column++);
    run.epochs = static_cast<int>(row.integer(column++));
    run.bestEpoch = static_cast<int>(row.integer(column++));
    run.bestLoss = row.optionalReal(column++);
    run.bestAccuracy = row.optionalReal(column++);
    run.lastLoss = row.optionalReal(column++);
    run.lastAccuracy = row.optionalReal(column++);
    run.testLoss = row.optionalReal(column++);
    run.testAccuracy = row.optionalReal(column++);
    run.hasWeights = row.integer(column++) != 0;
    return run;
}

/// Makes the tables of a new file. Another program may be doing the same.
Result<void> layOut(Database& database, const std::filesystem::path& file)
{
    const Result<int> before = database.version();
    if (!before) {
        return tl::unexpected(before.error());
    }
    if (*before > layoutVersion) {
        return failure(ErrorCode::FileUnreadable,
            "“" + file.string() + "” was written by a newer version of Numeral.");
    }
    if (*before == layoutVersion) {
        return {};
    }
    Result<Transaction> transaction = Transaction::begin(database);
    if (!transaction) {
        return tl::unexpected(transaction.error());
    }
    const Result<int> version = database.version();
    if (!version || *version == layoutVersion) {
        return version ? Result<void>() : tl::unexpected(version.error());
    }
    const std::string mark = "PRAGMA user_version = " + std::to_string(layoutVersion);
    if (Result<void> made = database.execute(layout + mark); !made) {
        return made;
    }
    return transaction->commit();
}

} // namespace

RunHistory::RunHistory(Database database)
    : m_database(std::move(database))
{
}

Result<RunHistory> RunHistory::open(const std::filesystem::path& file)
{
    Result<Database> database = Database::open(file);
    if (!database) {
        return tl::unexpected(database.error());
    }
    if (const Result<void> ready = layOut(*database, file); !ready) {
        return tl::unexpected(ready.error());
    }
    return RunHistory(std::move(*database));
}

Result<GroupId> RunHistory::addGroup(const std::string& title)
{
    return m_database.prepare("INSERT INTO groups (begun, title) VALUES (?, ?)")
        .bind(secondsNow())
        .bind(title)
        .run()
        .map([this] { return m_database.lastId(); });
}

Result<RunId> RunHistory::beginRun(
    const TrainingConfig& config, const Dataset& dataset, std::optional<GroupId> group)
{
    return m_database
        .prepare("INSERT INTO runs (group_id, begun, data_name, data, configuration, settings, "
                 "seed, engine, machine) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)")
        .bind(group)
        .bind(secondsNow())
        .bind(titleOf(dataset))
        .bind(provenanceJson(dataset))
        .bind(toJson(config))
        .bind(changedSettings(config))
        .bind(config.seed)
        .bind(TrainingConfig::engineSetting.keyOf(config.engine))
        .bind(platform::hostName())
        .run()
        .map([this] { return m_database.lastId(); });
}

Result<void> RunHistory::addEpoch(RunId run, const EpochFigures& figures)
{
    Result<Transaction> transaction = Transaction::begin(m_database);
    if (!transaction) {
        return tl::unexpected(transaction.error());
    }
    Result<void> written = m_database.prepare("INSERT INTO epochs VALUES (?, ?, ?, ?, ?, ?, ?, ?)")
                               .bind(run)
                               .bind(figures.epoch)
                               .bind(figures.trainingLoss)
                               .bind(figures.trainingAccuracy)
                               .bind(figures.validationLoss)
                               .bind(figures.validationAccuracy)
                               .bind(figures.seconds)
                               .bind(figures.best ? 1 : 0)
                               .run();
    if (written) {
        written = m_database
                      .prepare("UPDATE runs SET epochs = ?, seconds = seconds + ?, last_loss = ?, "
                               "last_accuracy = ? WHERE id = ?")
                      .bind(figures.epoch)
                      .bind(figures.seconds)
                      .bind(figures.validationLoss)
                      .bind(figures.validationAccuracy)
                      .bind(run)
                      .run();
    }
    if (written && figures.best) {
        written = m_database
                      .prepare("UPDATE runs SET best_epoch = ?, best_loss = ?, best_accuracy = ? "
                               "WHERE id = ?")
                      .bind(figures.epoch)
                      .bind(figures.validationLoss)
                      .bind(figures.validationAccuracy)
                      .bind(run)
                      .run();
    }
    return written ? transaction->commit() : written;
}

Result<void> RunHistory::endRun(
    RunId run, const TrainingConfig& config, const Dataset& dataset, const TrainingResult& result)
{
    StringSink bytes;
    const bool hasLearnt = result.hasLearnt();
    if (hasLearnt) {
        const Model model = trainedModel(dataset, config, result);
        if (Result<void> serialised = writeSafeTensors(model, bytes); !serialised) {
            return serialised;
        }
    }
    Result<Transaction> transaction = Transaction::begin(m_database);
    if (!transaction) {
        return tl::unexpected(transaction.error());
    }
    const bool isTested = result.test.images > 0;
    Result<void> written
        = m_database
              .prepare("UPDATE runs SET seconds = ?, reason = ?, best_epoch = ?, test_loss = ?, "
                       "test_accuracy = ?, has_weights = ? WHERE id = ?")
              .bind(result.seconds)
              .bind(reasonName(result.reason))
              .bind(result.bestEpoch)
              .bind(isTested ? std::optional(result.test.loss) : std::nullopt)
              .bind(isTested ? std::optional(result.test.accuracy) : std::nullopt)
              .bind(hasLearnt ? 1 : 0)
              .bind(run)
              .run();
    if (written && hasLearnt) {
        written = m_database.prepare("INSERT OR REPLACE INTO weights VALUES (?, ?)")
                      .bind(run)
                      .bindBytes(bytes.text)
                      .run();
    }
    return written ? transaction->commit() : written;
}

Result<std::vector<HistoryRun>> RunHistory::runs() const
{
    Statement rows = m_database.prepare(
        "SELECT id, group_id, begun, seconds, reason, name, note, folder, starred, data_name, "
        "settings, seed, engine, machine, epochs, best_epoch, best_loss, best_accuracy, last_loss, "
        "last_accuracy, test_loss, test_accuracy, has_weights FROM runs WHERE removed = 0 "
        "ORDER BY id DESC");
    return listed(rows, runOf);
}

Result<std::vector<HistoryGroup>> RunHistory::groups() const
{
    Statement rows = m_database.prepare("SELECT id, begun, title FROM groups ORDER BY id DESC");
    return listed(rows, [](const Statement& row) {
        return HistoryGroup{row.integer(0), row.integer(1), row.text(2)};
    });
}

Result<std::vector<EpochFigures>> RunHistory::epochs(RunId run) const
{
    Statement rows = m_database.prepare(
        "SELECT epoch, training_loss, training_accuracy, validation_loss, validation_accuracy, "
        "seconds, best FROM epochs WHERE run = ? ORDER BY epoch");
    rows.bind(run);
    return listed(rows, [](const Statement& row) {
        return EpochFigures{static_cast<int>(row.integer(0)), row.real(1), row.real(2),
            row.optionalReal(3), row.optionalReal(4), row.real(5), row.integer(6) != 0};
    });
}

Result<std::string> RunHistory::textOf(const char* statement, RunId run) const
{
    Statement row = m_database.prepare(statement);
    const Result<bool> found = row.bind(run).next();
    if (!found) {
        return tl::unexpected(found.error());
    }
    return *found ? Result<std::string>(row.text(0)) : noSuchRun();
}

Result<TrainingConfig> RunHistory::config(RunId run) const
{
    return textOf("SELECT configuration FROM runs WHERE id = ?", run)
        .and_then([](const std::string& json) { return parseTrainingConfig(json); });
}

Result<std::string> RunHistory::dataProvenance(RunId run) const
{
    return textOf("SELECT data FROM runs WHERE id = ?", run);
}

Result<Model> RunHistory::model(RunId run) const
{
    return textOf("SELECT model FROM weights WHERE run = ?", run)
        .and_then([run](const std::string& bytes) {
            return parseSafeTensors(bytes, "run " + std::to_string(run));
        });
}

Result<void> RunHistory::setText(const char* statement, RunId run, const std::string& text)
{
    return m_database.prepare(statement).bind(text).bind(run).run();
}

Result<void> RunHistory::setName(RunId run, const std::string& name)
{
    return setText("UPDATE runs SET name = ? WHERE id = ?", run, name);
}

Result<void> RunHistory::setNote(RunId run, const std::string& note)
{
    return setText("UPDATE runs SET note = ? WHERE id = ?", run, note);
}

Result<void> RunHistory::setFolder(RunId run, const std::string& folder)
{
    return setText("UPDATE runs SET folder = ? WHERE id = ?", run, folder);
}

Result<void> RunHistory::setStarred(RunId run, bool isStarred)
{
    return m_database.prepare("UPDATE runs SET starred = ? WHERE id = ?")
        .bind(isStarred ? 1 : 0)
        .bind(run)
        .run();
}

Result<void> RunHistory::setRemoved(std::span<const RunId> runs, bool isRemoved)
{
    Result<Transaction> transaction = Transaction::begin(m_database);
    if (!transaction) {
        return tl::unexpected(transaction.error());
    }
    for (const RunId run : runs) {
        Result<void> written = m_database.prepare("UPDATE runs SET removed = ? WHERE id = ?")
                                   .bind(isRemoved ? 1 : 0)
                                   .bind(run)
                                   .run();
        if (!written) {
            return written;
        }
    }
    return transaction->commit();
}

Result<void> RunHistory::remove(std::span<const RunId> runs)
{
    return setRemoved(runs, true);
}

Result<void> RunHistory::restore(std::span<const RunId> runs)
{
    return setRemoved(runs, false);
}

Result<void> RunHistory::purge(std::span<const RunId> runs)
{
    constexpr std::int64_t day = 86'400; // seconds; a group's first run may be about to begin
    Result<Transaction> transaction = Transaction::begin(m_database);
    if (!transaction) {
        return tl::unexpected(transaction.error());
    }
    for (const RunId run : runs) {
        Result<void> purged
            = m_database.prepare("DELETE FROM runs WHERE removed = 1 AND id = ?").bind(run).run();
        if (!purged) {
            return purged;
        }
    }
    return m_database
        .prepare("DELETE FROM groups WHERE begun < ? AND id NOT IN (SELECT group_id FROM runs "
                 "WHERE group_id IS NOT NULL)")
        .bind(secondsNow() - day)
        .run()
        .and_then([&transaction] { return transaction->commit(); });
}

std::filesystem::path historyFile()
{
    const std::optional<std::string> named = platform::environmentVariable("NUMERAL_HISTORY");
    return named && !named->empty() ? std::filesystem::path(*named)
                                    : platform::dataHome() / "runs.sqlite";
}

} // namespace numeral

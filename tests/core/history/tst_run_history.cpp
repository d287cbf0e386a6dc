// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/history/run_history.h"
#include "core/history/run_recorder.h"
#include "core/history/run_table.h"
#include "tests/core/training/scripted_engine.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <algorithm>
#include <thread>

using namespace numeral;

namespace {

struct Listener final : TrainingObserver {
    int batches = 0;
    int weights = 0;
    bool isTested = false;

    void batchTrained(const BatchFigures& /*figures*/) override { ++batches; }
    void weightsPublished(const WeightsSnapshot& /*published*/) override { ++weights; }
    void testStarted() override { isTested = true; }
};

/// A run of three epochs, of which the second is the best.
struct FinishedRun {
    Dataset dataset = numberedImages(1000, 20);
    TrainingConfig config;
    std::vector<EpochFigures> epochs;
    TrainingResult result;
    Model model;

    FinishedRun()
    {
        config.hiddenLayers = std::vector{3};
        config.learningRate = 0.0125;
        config.seed = 42;
        epochs = {{1, 0.5, 0.8, 0.4, 0.85, 0.25, true}, {2, 0.3, 0.9, 0.2, 0.95, 0.25, true},
            {3, 0.2, 0.95, 0.3, 0.9, 0.25, false}};
        result.reason = StopReason::EarlyStopping;
        result.epochs = 3;
        result.bestEpoch = 2;
        result.figures = epochs;
        result.test = {20, 0.25, 0.9};
        result.seconds = 1.5;
        result.weights
            = initialWeights(config.network(dataset.training.shape(), dataset.classes.size()), 7);
        model = trainedModel(dataset, config, result);
    }

    Result<RunId> writeTo(RunHistory& history, std::optional<GroupId> group = {}) const
    {
        const Result<RunId> run = history.beginRun(config, dataset, group);
        for (std::size_t i = 0; run && i < epochs.size(); ++i) {
            if (const Result<void> added = history.addEpoch(*run, epochs[i]); !added) {
                return tl::unexpected(added.error());
            }
        }
        const Result<void> ended
            = run ? history.endRun(*run, config, dataset, result) : tl::unexpected(run.error());
        return ended ? run : tl::unexpected(ended.error());
    }
};

} // namespace

/// Fails the test with the error's message. Evaluated once.
#define VERIFY_RESULT(...)                                                                         \
    do {                                                                                           \
        const auto& outcome = (__VA_ARGS__);                                                       \
        QVERIFY2(outcome, outcome ? "" : outcome.error().detail.c_str());                          \
    } while (false)

class TestRunHistory : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() { m_folder = std::make_unique<QTemporaryDir>(); }

    void aRunIsKept();
    void aRunIsKeptAsItGoes();
    void aRecordedRunIsAsItWasTrained();
    void trainingGoesOnWhereNothingCanBeKept();
    void aGroupKeepsItsRunsTogether();
    void whatTheUserWritesIsKept();
    void deletedRunsComeBack();
    void tablesShowWhatIsNotPlain();
    void tablesAreEscaped();
    void twoProgramsWriteAtOnce();
    void whatCannotBeReadIsSaid_data();
    void whatCannotBeReadIsSaid();
    void aNewerFileIsNotTouched();

private:
    std::filesystem::path file() const
    {
        return m_folder->filePath(QStringLiteral("data/runs.sqlite")).toStdString();
    }

    std::unique_ptr<QTemporaryDir> m_folder;
    const FinishedRun m_run;
};

void TestRunHistory::aRunIsKept()
{
    RunId id = 0;
    {
        Result<RunHistory> history = RunHistory::open(file());
        VERIFY_RESULT(history);
        const Result<RunId> written = m_run.writeTo(*history);
        VERIFY_RESULT(written);
        id = *written;
    }
    const Result<RunHistory> history = RunHistory::open(file()); // the next start
    VERIFY_RESULT(history);
    const auto runs = history->runs();
    VERIFY_RESULT(runs);
    QCOMPARE(runs->size(), std::size_t{1});
    const HistoryRun& run = runs->front();
    QCOMPARE(run.id, id);
    QCOMPARE(run.reason, StopReason::EarlyStopping);
    QCOMPARE(run.seconds, 1.5);
    QCOMPARE(run.seed, 42);
    QCOMPARE(run.data, m_run.dataset.name);
    QCOMPARE(run.settings, std::string(R"({"hidden_layers":[3],"learning_rate":0.0125})"));
    QCOMPARE(run.epochs, 3);
    QCOMPARE(run.bestEpoch, 2);
    QCOMPARE(run.bestAccuracy, std::optional(0.95));
    QCOMPARE(run.lastAccuracy, std::optional(0.9));
    QCOMPARE(run.testAccuracy, std::optional(0.9));
    QVERIFY(!run.machine.empty() && run.begun > 1'700'000'000);
    const auto config = history->config(id);
    VERIFY_RESULT(config);
    QVERIFY(*config == m_run.config);
    QCOMPARE(history->dataProvenance(id).value(), provenanceJson(m_run.dataset));
    const auto epochs = history->epochs(id);
    VERIFY_RESULT(epochs);
    QCOMPARE(epochs->size(), std::size_t{3});
    QCOMPARE((*epochs)[1].validationLoss, std::optional(0.2));
    QVERIFY((*epochs)[1].best && !(*epochs)[2].best);
    const auto model = history->model(id);
    VERIFY_RESULT(model);
    QCOMPARE(model->weights->values(), m_run.model.weights->values());
    QCOMPARE(model->provenance.result, m_run.model.provenance.result);
}

/// As after a crash of the program.
void TestRunHistory::aRunIsKeptAsItGoes()
{
    Result<RunHistory> history = RunHistory::open(file());
    VERIFY_RESULT(history);
    const Result<RunId> id = history->beginRun(m_run.config, m_run.dataset);
    VERIFY_RESULT(id);
    VERIFY_RESULT(history->addEpoch(*id, m_run.epochs[0]));
    VERIFY_RESULT(history->addEpoch(*id, m_run.epochs[1]));
    const Result<RunHistory> other = RunHistory::open(file());
    VERIFY_RESULT(other);
    const HistoryRun run = other->runs().value().at(0);
    QCOMPARE(run.reason, StopReason::Unfinished);
    QCOMPARE(run.epochs, 2);
    QCOMPARE(run.bestAccuracy, std::optional(0.95));
    QCOMPARE(run.seconds, 0.5);
    QVERIFY(!run.testAccuracy && !run.hasWeights);
    QCOMPARE(other->epochs(*id).value().size(), std::size_t{2});
    QVERIFY(!other->model(*id));
}

void TestRunHistory::aRecordedRunIsAsItWasTrained()
{
    const auto script = std::make_shared<EngineScript>();
    script->validationImages = 100;
    script->validationLosses = {0.4, 0.2, 0.3};
    TrainingConfig config = m_run.config;
    config.epochs = 3;
    Listener listener;
    const std::filesystem::path path = file();
    RunRecorder recorder(path, m_run.dataset, listener);
    RunControl control;
    const auto result = train(config, m_run.dataset, 1, scriptedEngine(script), recorder, control);
    VERIFY_RESULT(result);
    recorder.end(result);
    QVERIFY(!recorder.fault());
    QVERIFY(listener.batches > 0 && listener.weights > 0 && listener.isTested);
    const auto history = RunHistory::open(path);
    VERIFY_RESULT(history);
    const HistoryRun run = history->runs().value().at(0);
    QCOMPARE(run.reason, result->reason);
    QCOMPARE(run.bestEpoch, 2);
    QCOMPARE(run.bestLoss, std::optional(0.2));
    QCOMPARE(run.testAccuracy, std::optional(result->test.accuracy));
    QCOMPARE(history->epochs(run.id).value().size(), std::size_t{3});
    QCOMPARE(history->model(run.id).value().weights->values(), result->weights->values());
}

void TestRunHistory::trainingGoesOnWhereNothingCanBeKept()
{
    const auto script = std::make_shared<EngineScript>();
    Listener listener;
    const std::filesystem::path path = "/proc/no/runs.sqlite";
    RunRecorder recorder(path, m_run.dataset, listener);
    RunControl control;
    const auto result
        = train(m_run.config, m_run.dataset, 1, scriptedEngine(script), recorder, control);
    VERIFY_RESULT(result);
    recorder.end(result);
    QVERIFY(listener.isTested);
    QVERIFY(recorder.fault());
    QVERIFY(recorder.fault()->detail.find("/proc/no/runs.sqlite") != std::string::npos);
}

void TestRunHistory::aGroupKeepsItsRunsTogether()
{
    Result<RunHistory> history = RunHistory::open(file());
    VERIFY_RESULT(history);
    const Result<GroupId> group = history->addGroup("Tutorial, 2 seeds");
    VERIFY_RESULT(group);
    for (const std::optional<GroupId> of : {std::optional(*group), {}, std::optional(*group)}) {
        const Result<RunId> written = m_run.writeTo(*history, of);
        VERIFY_RESULT(written);
    }
    const auto runs = history->runs().value();
    QCOMPARE(runs.size(), std::size_t{3});
    QCOMPARE(runs[0].group, std::optional(*group));
    QVERIFY(!runs[1].group);
    QCOMPARE(runs[2].group, std::optional(*group));
    QVERIFY(runs[0].id > runs[2].id); // the newest first
    QCOMPARE(history->groups().value().at(0).title, std::string("Tutorial, 2 seeds"));
}

void TestRunHistory::whatTheUserWritesIsKept()
{
    Result<RunHistory> history = RunHistory::open(file());
    VERIFY_RESULT(history);
    const RunId id = m_run.writeTo(*history).value();
    const std::string name = "Ada's “best'; DROP TABLE runs; --";
    VERIFY_RESULT(history->setName(id, name));
    VERIFY_RESULT(history->setNote(id, "two\nlines, ☺"));
    VERIFY_RESULT(history->setFolder(id, "lesson 3"));
    VERIFY_RESULT(history->setStarred(id, true));
    const HistoryRun run = RunHistory::open(file()).value().runs().value().at(0);
    QCOMPARE(run.name, name);
    QCOMPARE(run.note, std::string("two\nlines, ☺"));
    QCOMPARE(run.folder, std::string("lesson 3"));
    QVERIFY(run.isStarred);
}

void TestRunHistory::deletedRunsComeBack()
{
    Result<RunHistory> history = RunHistory::open(file());
    VERIFY_RESULT(history);
    std::vector<RunId> ids(3);
    for (RunId& id : ids) {
        id = m_run.writeTo(*history).value();
    }
    const std::span<const RunId> two = std::span(ids).first(2);
    VERIFY_RESULT(history->remove(two));
    QCOMPARE(history->runs().value().size(), std::size_t{1});
    VERIFY_RESULT(history->restore(two));
    QCOMPARE(history->runs().value().size(), std::size_t{3});
    VERIFY_RESULT(history->model(ids[0]));
    VERIFY_RESULT(history->remove(two));
    VERIFY_RESULT(history->purge(two));
    VERIFY_RESULT(history->restore(two));
    QCOMPARE(history->runs().value().size(), std::size_t{1});
    QVERIFY(!history->model(ids[0]));
    QVERIFY(history->epochs(ids[0]).value().empty());
    VERIFY_RESULT(history->model(ids[2]));
}

void TestRunHistory::tablesShowWhatIsNotPlain()
{
    std::vector<HistoryRun> runs(2);
    runs[0].id = 8;
    runs[0].settings = R"({"epochs":20,"learning_rate":0.003})";
    runs[0].testAccuracy = 0.97310000000000008;
    runs[1].id = 7;
    runs[1].settings = R"({"epochs":20,"hidden_layers":[80,50]})";
    const RunTable table = runTable(runs);
    const auto cell = [&table](std::size_t row, const char* column) {
        const auto place = std::ranges::find(table.columns, column) - table.columns.begin();
        return table.rows[row][static_cast<std::size_t>(place)];
    };
    QCOMPARE(std::ranges::count(table.columns, "finished_epochs"), 1);
    QCOMPARE(cell(0, "epochs"), std::string("20")); // the setting, though both have the same
    QCOMPARE(cell(0, "learning_rate"), std::string("0.003"));
    QCOMPARE(cell(1, "learning_rate"), std::string());
    QCOMPARE(cell(1, "hidden_layers"), std::string("[80,50]"));
    QCOMPARE(QString::fromStdString(cell(0, "test_accuracy")).toDouble(), *runs[0].testAccuracy);
    QCOMPARE(cell(1, "test_accuracy"), std::string());
}

void TestRunHistory::tablesAreEscaped()
{
    const RunTable table{{"name", "note"}, {{"50% & $1_x|y", "a,b \"c\" \\ {^~}"}}};
    QCOMPARE(findTableFormat("csv")->write(table),
        std::string("name,note\n50% & $1_x|y,\"a,b \"\"c\"\" \\ {^~}\"\n"));
    QCOMPARE(findTableFormat("markdown")->write(table),
        std::string("| name | note |\n| --- | --- |\n"
                    "| 50% & $1_x\\|y | a,b \"c\" \\\\ {^~} |\n"));
    QCOMPARE(findTableFormat("latex")->write(table),
        std::string("\\begin{tabular}{ll}\n\\hline\nname & note \\\\\n\\hline\n"
                    "50\\% \\& \\$1\\_x|y & a,b \"c\" \\textbackslash{} "
                    "\\{\\textasciicircum{}\\textasciitilde{}\\} \\\\\n"
                    "\\hline\n\\end{tabular}\n"));
    QVERIFY(findTableFormat("html") == nullptr);
}

void TestRunHistory::twoProgramsWriteAtOnce()
{
    constexpr std::size_t each = 20;
    const auto write = [this] {
        Result<RunHistory> history = RunHistory::open(file());
        for (std::size_t i = 0; history && i < each; ++i) {
            if (!m_run.writeTo(*history)) {
                return;
            }
        }
    };
    std::thread other(write);
    write();
    other.join();
    const auto runs = RunHistory::open(file()).value().runs();
    VERIFY_RESULT(runs);
    QCOMPARE(runs->size(), 2 * each);
    for (const HistoryRun& run : *runs) {
        QVERIFY(run.hasWeights && run.epochs == 3);
    }
}

void TestRunHistory::whatCannotBeReadIsSaid_data()
{
    QTest::addColumn<QByteArray>("content");
    QTest::newRow("text")
        << QByteArray("no database, but much longer than a header is\n").repeated(99);
    QTest::newRow("damaged") << QByteArray("SQLite format 3\0\xFF\xFF\xFF", 19).repeated(300);
}

void TestRunHistory::whatCannotBeReadIsSaid()
{
    QFETCH(QByteArray, content);
    std::filesystem::create_directories(file().parent_path());
    QFile written(QString::fromStdString(file().string()));
    QVERIFY(written.open(QIODevice::WriteOnly) && written.write(content) == content.size());
    written.close();
    const Result<RunHistory> history = RunHistory::open(file());
    QVERIFY(!history);
    QVERIFY2(history.error().detail.find("runs.sqlite") != std::string::npos,
        history.error().detail.c_str());
    QVERIFY(written.open(QIODevice::ReadOnly));
    QVERIFY(written.readAll() == content); // whatever it is, it is not ours to change
}

void TestRunHistory::aNewerFileIsNotTouched()
{
    {
        Result<RunHistory> history = RunHistory::open(file());
        VERIFY_RESULT(history);
        Result<Database> database = Database::open(file());
        VERIFY_RESULT(database);
        VERIFY_RESULT(database->execute("PRAGMA user_version = 99"));
    }
    const Result<RunHistory> history = RunHistory::open(file());
    QVERIFY(!history);
    QVERIFY(history.error().detail.find("newer version") != std::string::npos);
}

QTEST_GUILESS_MAIN(TestRunHistory)
#include "tst_run_history.moc"

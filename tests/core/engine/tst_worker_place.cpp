// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/worker_place.h"

#include <QHash>
#include <QTest>

using namespace numeral;

namespace {

using Variables = QHash<QByteArray, QByteArray>;

Result<std::optional<WorkerPlace>> placeIn(const Variables& variables)
{
    return workerPlaceFrom([&variables](const char* name) {
        const auto found = variables.find(name);
        return found == variables.end() ? nullptr : found->constData();
    });
}

Variables complete()
{
    return {{"WORLD_SIZE", "4"}, {"RANK", "3"}, {"LOCAL_RANK", "1"}, {"LOCAL_WORLD_SIZE", "2"},
        {"MASTER_ADDR", "teacher"}, {"MASTER_PORT", "29500"}};
}

} // namespace

class WorkerPlaceTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void torchrunTellsThePlace();
    void aloneThereIsNone();
    void faultsAreNamed_data();
    void faultsAreNamed();
};

void WorkerPlaceTest::torchrunTellsThePlace()
{
    const WorkerPlace place = placeIn(complete()).value().value();
    QCOMPARE(place.rank, 3);
    QCOMPARE(place.size, 4);
    QCOMPARE(place.localRank, 1);
    QCOMPARE(place.localSize, 2);
    QCOMPARE(place.address, std::string("teacher"));
    QCOMPARE(place.port, std::uint16_t{29500});
    QVERIFY(!place.isStoreServed);

    Variables elastic = complete();
    elastic["TORCHELASTIC_USE_AGENT_STORE"] = "True";
    elastic["TORCHELASTIC_RESTART_COUNT"] = "2";
    QVERIFY(placeIn(elastic).value().value().isStoreServed);
    QCOMPARE(placeIn(elastic).value().value().attempt, std::string("2"));

    Variables byHand = complete();
    byHand.remove("LOCAL_RANK");
    byHand.remove("LOCAL_WORLD_SIZE");
    QCOMPARE(placeIn(byHand).value().value().localRank, 0);
    QCOMPARE(placeIn(byHand).value().value().localSize, 1);
}

void WorkerPlaceTest::aloneThereIsNone()
{
    QVERIFY(!placeIn({}).value().has_value());
    QVERIFY(!placeIn({{"RANK", "0"}, {"MASTER_PORT", "1"}}).value().has_value());
    Variables one = complete();
    one["WORLD_SIZE"] = "1";
    QVERIFY(!placeIn(one).value().has_value());
}

void WorkerPlaceTest::faultsAreNamed_data()
{
    QTest::addColumn<QByteArray>("variable");
    QTest::addColumn<QByteArray>("value"); // "-" to leave the variable out
    const auto row = [](const char* variable, const char* value) {
        QTest::addRow("%s=%s", variable, value) << QByteArray(variable) << QByteArray(value);
    };
    row("WORLD_SIZE", "0");
    row("WORLD_SIZE", "two");
    row("WORLD_SIZE", "");
    row("WORLD_SIZE", "99999999999");
    row("RANK", "-");
    row("RANK", "4");
    row("RANK", "-1");
    row("RANK", "1.5");
    row("LOCAL_RANK", "x");
    row("LOCAL_WORLD_SIZE", "0");
    row("LOCAL_WORLD_SIZE", "5");
    row("MASTER_ADDR", "-");
    row("MASTER_PORT", "-");
    row("MASTER_PORT", "0");
    row("MASTER_PORT", "65536");
}

void WorkerPlaceTest::faultsAreNamed()
{
    QFETCH(const QByteArray, variable);
    QFETCH(const QByteArray, value);
    Variables variables = complete();
    variables[variable] = value;
    if (value == "-") {
        variables.remove(variable);
    }
    const auto place = placeIn(variables);
    QVERIFY(!place);
    QCOMPARE(place.error().code, ErrorCode::InvalidSetting);
    QVERIFY2(place.error().detail.find(variable.toStdString()) != std::string::npos,
        place.error().detail.c_str());
}

QTEST_GUILESS_MAIN(WorkerPlaceTest)
#include "tst_worker_place.moc"

// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/engine/engine_table.h"

#include <QtTest>

#include <set>

using namespace numeral;

class TestEngineTable : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void eachEngineIsFoundByItsId();
    void automaticIsNativeForAPerceptron();
    void theChosenEngineIsTaken();
};

void TestEngineTable::eachEngineIsFoundByItsId()
{
    std::set<std::string_view> ids;
    for (const EngineInfo& engine : engineTable()) {
        QCOMPARE(findEngine(engine.id), &engine);
        QVERIFY(!engine.title.empty() && engine.description.ends_with('.'));
        ids.insert(engine.id);
    }
    QCOMPARE(ids.size(), engineTable().size());
    QVERIFY(findEngine("abacus") == nullptr);
}

void TestEngineTable::automaticIsNativeForAPerceptron()
{
    const Result<ChosenEngine> chosen = chooseEngine(EngineChoice::Auto, MlpSpec(), {});
    QVERIFY(chosen);
    QCOMPARE(chosen->info->id, "native");
    QCOMPARE(chosen->reason, "Native, the fastest for this network.");
}

void TestEngineTable::theChosenEngineIsTaken()
{
    const Result<ChosenEngine> chosen = chooseEngine(EngineChoice::Torch, MlpSpec(), {});
    QVERIFY(chosen);
    QCOMPARE(chosen->info->id, "torch");
    QCOMPARE(chosen->reason, "LibTorch, as chosen.");
}

QTEST_GUILESS_MAIN(TestEngineTable)
#include "tst_engine_table.moc"

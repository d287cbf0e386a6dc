// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/base/activity.h"

#include <QAction>
#include <QTest>

using namespace numeral::ui;

using Operation = Activity::Operation;

Q_DECLARE_METATYPE(Activity::States)

/// A window without anything in it but states that can be set.
struct Window {
    Window()
    {
        for (quint32 bit = 0; bit < 32; ++bit) {
            const auto state = static_cast<Activity::State>(1U << bit);
            activity.define(state, activity, [this, state] { return states.testFlag(state); });
        }
    }

    void set(Activity::State state, bool holds)
    {
        states.setFlag(state, holds);
        activity.update();
    }

    Activity activity;
    Activity::States states;
};

class TestActivity : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void whatMayBeDone_data();
    void whatMayBeDone();
    void anActionFollows();
    void onlyChangesAreApplied();
    void aStateHoldsForAnyOfItsOwners();
    void nothingOfADeletedOwnerIsAsked();
};

void TestActivity::whatMayBeDone_data()
{
    QTest::addColumn<Activity::States>("states");
    QTest::addColumn<QList<Operation>>("allowed");
    const auto always = QList{Operation::EditSettings, Operation::ChangeDataset,
        Operation::ChangeModel, Operation::CloseWindow};
    QTest::newRow("at the start") << Activity::States() << always;
    const Activity::States loaded = Activity::DatasetLoaded;
    const auto withData
        = always + QList{Operation::Train, Operation::EstimateRun, Operation::CheckEngines};
    QTest::newRow("with data") << loaded << withData;
    QTest::newRow("loading other data")
        << (loaded | Activity::DatasetLoading)
        << always + QList{Operation::EstimateRun, Operation::CheckEngines};
    QTest::newRow("in training") << (loaded | Activity::TrainingActive
        | Activity::TrainingInterruptible)
                                 << QList{Operation::InterruptTraining, Operation::CheckEngines};
    QTest::newRow("stopping") << (loaded | Activity::TrainingActive)
                              << QList{Operation::CheckEngines};
    const Activity::States taught = loaded | Activity::OwnDrawingsKept;
    QTest::newRow("with own digits") << taught << withData + QList{Operation::StartLesson};
    QTest::newRow("in a lesson") << (taught | Activity::LessonActive | Activity::LessonApplied)
                                 << QList{Operation::EditSettings, Operation::CheckEngines,
                                        Operation::CloseWindow};
    QTest::newRow("after a lesson")
        << (taught | Activity::LessonApplied)
        << withData + QList{Operation::StartLesson, Operation::UndoLesson};
    QTest::newRow("training what was taught")
        << (taught | Activity::LessonApplied | Activity::TrainingActive)
        << QList{Operation::CheckEngines};
    QTest::newRow("comparing engines")
        << (loaded | Activity::EngineCheckActive) << always + QList{Operation::Train};
    auto whileWriting = withData;
    whileWriting.removeAll(Operation::CloseWindow);
    QTest::newRow("with curves") << (loaded | Activity::CurvesDrawn)
                                 << withData + QList{Operation::ExportCurves};
    QTest::newRow("with zoomed curves, in training")
        << (loaded | Activity::CurvesDrawn | Activity::CurvesZoomed | Activity::TrainingActive)
        << QList{Operation::CheckEngines, Operation::ExportCurves, Operation::ShowAllCurves};
    QTest::newRow("writing files") << (loaded | Activity::WritingFiles) << whileWriting;
}

void TestActivity::whatMayBeDone()
{
    QFETCH(const Activity::States, states);
    QFETCH(const QList<Operation>, allowed);
    Window window;
    window.states = states;
    for (auto operation = Operation::Train; operation <= Operation::CloseWindow;
         operation = static_cast<Operation>(static_cast<int>(operation) + 1)) {
        QVERIFY2(window.activity.may(operation) == allowed.contains(operation),
            qPrintable(QString::number(static_cast<int>(operation))));
    }
}

void TestActivity::anActionFollows()
{
    Window window;
    QAction train;
    window.activity.govern(Operation::Train, train);
    QVERIFY(!train.isEnabled());
    window.set(Activity::DatasetLoaded, true);
    QVERIFY(train.isEnabled());
    window.set(Activity::LessonActive, true);
    QVERIFY(!train.isEnabled());
    window.set(Activity::LessonActive, false);
    QVERIFY(train.isEnabled());
}

void TestActivity::onlyChangesAreApplied()
{
    Window window;
    QObject context;
    QList<bool> told;
    window.activity.govern(
        Operation::ChangeModel, context, [&told](bool allowed) { told.append(allowed); });
    window.set(Activity::DatasetLoaded, true);
    window.set(Activity::TrainingActive, true);
    window.set(Activity::TrainingInterruptible, true);
    window.set(Activity::TrainingActive, false);
    QCOMPARE(told, QList({true, false, true}));
}

void TestActivity::aStateHoldsForAnyOfItsOwners()
{
    Activity activity;
    bool isSaving = false;
    bool isExporting = false;
    activity.define(Activity::WritingFiles, activity, [&isSaving] { return isSaving; });
    activity.define(Activity::WritingFiles, activity, [&isExporting] { return isExporting; });
    QVERIFY(activity.may(Operation::CloseWindow));
    isSaving = true;
    QVERIFY(!activity.may(Operation::CloseWindow));
    isSaving = false;
    isExporting = true;
    QVERIFY(!activity.may(Operation::CloseWindow));
}

void TestActivity::nothingOfADeletedOwnerIsAsked()
{
    Activity activity;
    auto owner = std::make_unique<QObject>();
    auto action = std::make_unique<QAction>();
    int asked = 0;
    activity.define(Activity::DatasetLoaded, *owner, [&asked] { return ++asked > 0; });
    activity.govern(Operation::Train, *action);
    QVERIFY(action->isEnabled());
    owner.reset();
    action.reset();
    const int before = asked;
    activity.update();
    QVERIFY(!activity.is(Activity::DatasetLoaded));
    QCOMPARE(asked, before);
}

QTEST_MAIN(TestActivity)
#include "tst_activity.moc"

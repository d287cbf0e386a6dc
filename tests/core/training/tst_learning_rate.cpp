// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/training/learning_rate.h"

#include <QTest>

#include <cmath>

using namespace numeral;

class TestLearningRate : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void followsItsSchedule_data();
    void followsItsSchedule();
};

void TestLearningRate::followsItsSchedule_data()
{
    QTest::addColumn<int>("schedule");
    QTest::addColumn<int>("step"); // of 1000
    QTest::addColumn<double>("rate"); // for a maximum of 1
    const auto row = [](const char* name, Schedule schedule, int step, double rate) {
        QTest::newRow(name) << static_cast<int>(schedule) << step << rate;
    };
    row("constant, first", Schedule::Constant, 0, 1);
    row("constant, last", Schedule::Constant, 999, 1);
    row("cosine, first", Schedule::Cosine, 0, 1);
    row("cosine, a third", Schedule::Cosine, 333, 0.750453);
    row("cosine, half", Schedule::Cosine, 500, 0.5);
    row("cosine, last", Schedule::Cosine, 999, 0.0000025);
    row("one cycle, first", Schedule::OneCycle, 0, 0.04);
    row("one cycle, half-way up", Schedule::OneCycle, 150, 0.52);
    row("one cycle, its highest", Schedule::OneCycle, 300, 1);
    row("one cycle, half-way down", Schedule::OneCycle, 650, 0.5);
    row("one cycle, last", Schedule::OneCycle, 999, 0.000005);
}

void TestLearningRate::followsItsSchedule()
{
    QFETCH(int, schedule);
    QFETCH(int, step);
    QFETCH(double, rate);
    TrainingConfig config;
    config.learningRate = 1;
    config.schedule = static_cast<Schedule>(schedule);
    const double actual = learningRateAt(config, static_cast<std::size_t>(step), 1000);
    QVERIFY2(std::abs(actual - rate) < 1e-5, qPrintable(QString::number(actual)));
}

QTEST_GUILESS_MAIN(TestLearningRate)
#include "tst_learning_rate.moc"

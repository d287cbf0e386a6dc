// SPDX-License-Identifier: GPL-3.0-or-later
//
// Measures how responsive the real window is. Prints five numbers, in milliseconds. While training
// at full speed: the 99th percentile and the maximum of the delay of events posted every 5 ms, and
// the median time from a mouse event to the repainted bars. Then the median CPU time to repaint the
// learning curves when a batch is added: after 10 epochs, and after 10,000 epochs and a million
// batches.
#include "../ui/window/window_driver.h"

#include "ui/charts/learning_curves.h"
#include "ui/ink/ink_canvas.h"
#include "ui/ink/probability_bars.h"

#include <QEventLoop>
#include <QPushButton>
#include <QSpinBox>
#include <QTimer>

#include <time.h>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <cmath>
#include <cstdio>
#include <thread>

using namespace numeral;
using namespace numeral::ui;

namespace {

using Clock = std::chrono::steady_clock;

double millisecondsSince(Clock::time_point start)
{
    return std::chrono::duration<double, std::milli>(Clock::now() - start).count();
}

/// CPU time of this thread; waiting doesn't count.
double workedMilliseconds()
{
    timespec time{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
    return 1e3 * static_cast<double>(time.tv_sec) + 1e-6 * static_cast<double>(time.tv_nsec);
}

double quantile(std::vector<double> values, double fraction)
{
    std::sort(values.begin(), values.end());
    return values[static_cast<std::size_t>(fraction * static_cast<double>(values.size() - 1))];
}

/// Runs an event loop, as the program itself does.
void processEventsFor(std::chrono::milliseconds time)
{
    QEventLoop loop;
    QTimer::singleShot(time, Qt::PreciseTimer, &loop, &QEventLoop::quit);
    loop.exec();
}

/// The delays of events that another thread posts every 5 ms.
std::vector<double> eventDelays(std::chrono::seconds time)
{
    std::vector<double> delays;
    QObject receiver;
    std::atomic<bool> enough = false;
    std::thread poster([&] {
        for (Clock::time_point next = Clock::now(); !enough; next += std::chrono::milliseconds(5)) {
            std::this_thread::sleep_until(next);
            QMetaObject::invokeMethod(
                &receiver,
                [&delays, posted = Clock::now()] { delays.push_back(millisecondsSince(posted)); },
                Qt::QueuedConnection);
        }
    });
    processEventsFor(time);
    enough = true;
    poster.join();
    return delays;
}

/// Detects that a widget was painted.
class PaintWatch final : public QObject {
public:
    explicit PaintWatch(QWidget* widget) { widget->installEventFilter(this); }
    bool painted = false;

    bool eventFilter(QObject* /*watched*/, QEvent* event) override
    {
        if (event->type() == QEvent::Paint) {
            painted = true;
            QMetaObject::invokeMethod(&m_loop, &QEventLoop::quit, Qt::QueuedConnection);
        }
        return false;
    }

    /// Waits until a paint event has been handled, for at most a second. It sleeps while idle,
    /// unlike QCoreApplication::processEvents with a time limit.
    void wait()
    {
        QTimer late;
        late.setSingleShot(true);
        QObject::connect(&late, &QTimer::timeout, &m_loop, &QEventLoop::quit);
        late.start(1000);
        while (!painted && late.isActive()) {
            m_loop.exec();
        }
    }

private:
    QEventLoop m_loop;
};

/// The time from each mouse move while drawing until the bars are painted with the new answer.
std::vector<double> strokeDelays(const WindowDriver& driver)
{
    auto* const canvas = driver.find<InkCanvas>("");
    auto* const bars = driver.find<ProbabilityBars>("");
    PaintWatch watch(bars);
    std::vector<double> delays;
    const QPointF middle(0.5 * canvas->width(), 0.5 * canvas->height());
    const auto place = [&](int i) {
        const double angle = 0.15 * i;
        return (middle + 0.25 * canvas->height() * QPointF(std::sin(angle), -std::cos(0.7 * angle)))
            .toPoint();
    };
    QTest::mousePress(canvas, Qt::LeftButton, {}, place(0));
    for (int i = 1; i <= 300; ++i) {
        watch.painted = false;
        const Clock::time_point start = Clock::now();
        QTest::mouseMove(canvas, place(i));
        watch.wait();
        delays.push_back(millisecondsSince(start));
        processEventsFor(std::chrono::milliseconds(10)); // a hand is no faster
    }
    QTest::mouseRelease(canvas, Qt::LeftButton, {}, place(300));
    return delays;
}

void addRun(LearningCurves& curves, int epochs, int batches)
{
    curves.clear(epochs);
    std::vector<BatchFigures> all;
    for (int i = 1; i <= batches; ++i) {
        const double epoch = static_cast<double>(epochs) * i / batches;
        all.push_back({epoch, 1.0 / (1.0 + epoch) + 0.1 * std::sin(1e3 * epoch), 0.9});
    }
    curves.addBatches(all);
    for (int epoch = 1; epoch <= epochs; ++epoch) {
        const double noise = 0.02 * std::sin(1e3 * epoch);
        EpochFigures figures;
        figures.epoch = epoch;
        figures.trainingLoss = 0.1 + 1.0 / epoch + noise;
        figures.validationLoss = 0.2 + 1.0 / epoch - noise;
        figures.trainingAccuracy = 0.95 - noise;
        figures.validationAccuracy = 0.9 + noise;
        curves.addEpoch(figures);
    }
}

double curvePainting(int epochs, int batches)
{
    LearningCurves curves;
    curves.resize(700, 500);
    curves.show();
    addRun(curves, epochs, batches);
    PaintWatch watch(curves.childAt(curves.rect().center()));
    watch.wait();
    std::vector<double> times;
    for (int i = 0; i < 30; ++i) {
        const BatchFigures next{epochs + 1e-3 * i, 0.1, 0.9};
        watch.painted = false;
        const double start = workedMilliseconds();
        curves.addBatches(std::span(&next, 1));
        watch.wait();
        times.push_back(workedMilliseconds() - start);
    }
    return quantile(times, 0.5);
}

} // namespace

int main(int argc, char* argv[])
{
    qputenv("QT_QPA_PLATFORM", "offscreen");
    const IsolatedHome home;
    QApplication application(argc, argv);
    QApplication::setOrganizationName(QStringLiteral("Numeral"));
    QApplication::setApplicationName(QStringLiteral("Numeral"));

    std::vector<double> events;
    std::vector<double> strokes;
    {
        const WindowDriver driver;
        driver.set("patience", 0);
        driver.set("epochs", 10'000);
        driver.clickTrain();
        if (!QTest::qWaitFor(
                [&] { return driver.headline().contains(QLatin1String("Epoch")); }, 10'000)) {
            return 1;
        }
        events = eventDelays(std::chrono::seconds(8));
        strokes = strokeDelays(driver);
        driver.action("stop")->trigger();
        if (!QTest::qWaitFor(
                [&] { return driver.headline().contains(QLatin1String("correct")); }, 10'000)) {
            return 1;
        }
    }
    std::printf("%.3f\n%.3f\n%.3f\n%.3f\n%.3f\n", quantile(events, 0.99), quantile(events, 1),
        quantile(strokes, 0.5), curvePainting(10, 5'400), curvePainting(10'000, 1'000'000));
    return 0;
}

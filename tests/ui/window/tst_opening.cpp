// SPDX-License-Identifier: GPL-3.0-or-later
#include "window_driver.h"

#include "app/bundled_model.h"

#include <QAction>
#include <QComboBox>
#include <QLabel>
#include <QSettings>
#include <QSpinBox>
#include <QThreadPool>

#include <latch>

using namespace numeral;

class TestWindowOpening : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() { QSettings().clear(); }
    void theFirstPictureIsWhole();
    void openingAloneChangesNoSetting();
    void digitsAreReadBeforeTheEngineIsThere();
};

/// Calls `look` once, at the window's first paint event.
class FirstPicture final : public QObject {
public:
    explicit FirstPicture(QWidget& window)
        : QObject(&window)
    {
        window.installEventFilter(this);
    }

    std::function<void()> look;

    bool eventFilter(QObject* watched, QEvent* event) override
    {
        if (event->type() == QEvent::Paint) {
            watched->removeEventFilter(this);
            look();
        }
        return false;
    }
};

void TestWindowOpening::theFirstPictureIsWhole()
{
    QSettings().setValue(QStringLiteral("data/last"), QStringLiteral("fashion-mnist"));
    QSettings().setValue(QStringLiteral("training/config"), QStringLiteral("{\"batch_size\":321}"));
    ui::MainWindow window(
        bundledModel().value(), bundledModel(Bundled::Letters).value(), &loadEngine);
    QStringList texts;
    int reading = -1;
    FirstPicture first(window);
    first.look = [&] {
        for (const QLabel* label : window.findChildren<QLabel*>()) {
            if (label->isVisible()) {
                texts.append(label->text());
            }
        }
        texts.append(window.findChild<QComboBox*>(QStringLiteral("datasets"))->currentText());
        texts.append(window.findChild<QSpinBox*>(QStringLiteral("batchSize"))->text());
        reading = QThreadPool::globalInstance()->activeThreadCount();
    };
    window.show();
    QTRY_VERIFY(!texts.isEmpty());
    for (const char* text : {"Draw a digit", "Press Train and watch the network learn",
             "Fashion-MNIST", "Loading…", "321"}) {
        QVERIFY2(texts.contains(QString::fromUtf8(text)), text);
    }
    QCOMPARE(reading, 0); // no file is read before the first paint
    QTRY_VERIFY_WITH_TIMEOUT(
        window.findChild<QAction*>(QStringLiteral("train"))->isEnabled(), 30'000);
    QVERIFY(window.findChild<QLabel*>(QStringLiteral("detail"))
                ->text()
                .contains(QLatin1String("Fashion-MNIST is loaded")));
}

void TestWindowOpening::openingAloneChangesNoSetting()
{
    const ui::MainWindow window(
        bundledModel().value(), bundledModel(Bundled::Letters).value(), &loadEngine);
    QCOMPARE(QSettings().allKeys(), QStringList());
}

void TestWindowOpening::digitsAreReadBeforeTheEngineIsThere()
{
    std::latch engineIsThere(1);
    const WindowDriver driver([&engineIsThere](const EngineInfo& engine) {
        engineIsThere.wait();
        return numeral::loadEngine(engine);
    });
    driver.drawOne();
    QCOMPARE(driver.answer(), 1);

    driver.clickTrain();
    QCOMPARE(driver.headline(), QStringLiteral("Preparing…"));
    driver.draw({{0.3, 0.85}, {0.5, 0.85}, {0.7, 0.85}});
    QVERIFY(driver.answer() >= 0);
    QTest::keyClick(&driver.window(), Qt::Key_Z, Qt::ControlModifier);
    QCOMPARE(driver.answer(), 1);
    QCOMPARE(driver.headline(), QStringLiteral("Preparing…"));

    engineIsThere.count_down();
    QTRY_VERIFY_WITH_TIMEOUT(driver.epoch() >= 1, 30'000);
    driver.action("stop")->trigger();
    QTRY_VERIFY_WITH_TIMEOUT(driver.action("train")->isEnabled(), 30'000);
}

int main(int argc, char* argv[])
{
    return runInIsolatedHome<TestWindowOpening>(argc, argv);
}
#include "tst_opening.moc"

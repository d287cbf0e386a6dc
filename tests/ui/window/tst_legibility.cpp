// SPDX-License-Identifier: GPL-3.0-or-later
//
// Whether all texts stand out from what is behind them, in each appearance and after a change.
#include "window_driver.h"

#include "ui/appearance/appearance.h"
#include "ui/window/message_bar.h"
#include "ui/window/view_actions.h"

#include <QAbstractButton>
#include <QAction>
#include <QDockWidget>
#include <QLabel>
#include <QSettings>

#include <cmath>

using namespace numeral;
using namespace numeral::ui;

namespace {

double luminance(QRgb colour)
{
    const auto linear = [](int value) {
        const double share = value / 255.0;
        return share <= 0.04045 ? share / 12.92 : std::pow((share + 0.055) / 1.055, 2.4);
    };
    return 0.2126 * linear(qRed(colour)) + 0.7152 * linear(qGreen(colour))
        + 0.0722 * linear(qBlue(colour));
}

/// The contrast ratio of the lightest and the darkest pixel, 1 to 21 (WCAG 2).
double contrast(const QImage& image)
{
    double least = 1;
    double most = 0;
    for (int y = 0; y < image.height(); ++y) {
        for (int x = 0; x < image.width(); ++x) {
            const double value = luminance(image.pixel(x, y));
            least = std::min(least, value);
            most = std::max(most, value);
        }
    }
    return (most + 0.05) / (least + 0.05);
}

QString textOf(const QWidget& widget)
{
    const auto* label = qobject_cast<const QLabel*>(&widget);
    const auto* button = qobject_cast<const QAbstractButton*>(&widget);
    return label != nullptr ? label->text() : button != nullptr ? button->text() : QString();
}

} // namespace

class TestLegibility : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void textsStandOut_data();
    void textsStandOut();
};

void TestLegibility::textsStandOut_data()
{
    QTest::addColumn<QString>("opened");
    QTest::addColumn<QString>("changedTo");
    for (const char* opened : {"light", "dark"}) {
        for (const char* changed : {"light", "dark"}) {
            QTest::addRow("opened %s, then %s", opened, changed)
                << QString::fromLatin1(opened) << QString::fromLatin1(changed);
        }
    }
}

void TestLegibility::textsStandOut()
{
    QFETCH(const QString, opened);
    QFETCH(const QString, changedTo);
    QSettings().clear();
    QSettings().setValue(QStringLiteral("window/appearance"), opened);
    restoreAppearance();
    const WindowDriver driver;
    driver.find<QDockWidget>("digits")->toggleViewAction()->trigger();
    driver.window().findChild<MessageBar*>()->showError(
        {ErrorCode::EngineFailed, "The engine cannot compute this."});
    driver.drawOne();
    driver.action(("appearance-" + changedTo.toLatin1()).constData())->trigger();
    QCoreApplication::processEvents();

    for (auto* button : driver.window().findChildren<QAbstractButton*>()) {
        if (!button->text().isEmpty()) {
            button->setIcon({}); // it may stand out where the text doesn't
        }
    }

    const QImage window = driver.window().grab().toImage();
    QVERIFY((luminance(window.pixel(2, window.height() - 2)) < 0.2)
        == (changedTo == QLatin1String("dark")));
    int seen = 0;
    for (const QWidget* widget : driver.window().findChildren<QWidget*>()) {
        if (textOf(*widget).isEmpty() || !widget->isEnabled()
            || widget->visibleRegion().isEmpty()) {
            continue;
        }
        constexpr double least = 4; // smoothed letters do not reach the 4.5 of their colour
        const QRect place(widget->mapTo(&driver.window(), QPoint()), widget->size());
        const double found = contrast(window.copy(place));
        QVERIFY2(
            found >= least, qPrintable(QStringLiteral("%1: %2").arg(textOf(*widget)).arg(found)));
        ++seen;
    }
    QVERIFY(seen > 30);
}

int main(int argc, char* argv[])
{
    return runInIsolatedHome<TestLegibility>(argc, argv);
}
#include "tst_legibility.moc"

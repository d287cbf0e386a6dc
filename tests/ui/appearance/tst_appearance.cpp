// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/appearance/appearance.h"
#include "ui/appearance/first_paint.h"
#include "ui/appearance/icons.h"

#include <QApplication>
#include <QDir>
#include <QHelpEvent>
#include <QLabel>
#include <QProxyStyle>
#include <QTest>
#include <QToolTip>

#include <cstdlib>

using namespace numeral::ui;

namespace {

/// The mean lightness of an icon's pixels, weighted by their opacity, 0 (black) to 255; -1 if it is
/// fully transparent.
double lightness(const QIcon& icon, QIcon::Mode mode = QIcon::Normal)
{
    const auto image = icon.pixmap(QSize(48, 48), 1.0, mode).toImage();
    double sum = 0;
    double weight = 0;
    for (int y = 0; y < image.height(); ++y) {
        for (int x = 0; x < image.width(); ++x) {
            const auto colour = image.pixelColor(x, y);
            sum += colour.lightnessF() * colour.alphaF();
            weight += colour.alphaF();
        }
    }
    return weight > 0 ? 255 * sum / weight : -1;
}

QColor centre(QWidget& widget)
{
    return widget.grab().toImage().pixelColor(widget.rect().center());
}

/// Whether two colours are similar: the style may shade a button a little.
bool alike(const QColor& a, const QColor& b)
{
    return std::abs(a.hue() - b.hue()) < 15 && std::abs(a.lightness() - b.lightness()) < 30
        && std::abs(a.saturation() - b.saturation()) < 128;
}

} // namespace

class AppearanceTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void everyNameHasAnIcon_data();
    void everyNameHasAnIcon();
    void noOtherNameHasOne();
    void theApplicationIconIsSharpAtEverySize();
    void theWindowIsDarkOrLightAsAsked();
    void theSystemsChoiceIsOneOfTheTwo();
    void aPrimaryButtonHasTheAccentOfTheTheme();
    void settingsRememberTheChoice();
    void aLongToolTipIsWrapped();
    void whatIsDeferredWaitsForTheFirstPaint();
};

void AppearanceTest::everyNameHasAnIcon_data()
{
    QTest::addColumn<QString>("name");
    for (const auto* name :
        {"play", "pause", "stop", "undo", "redo", "clear", "open", "save", "export", "copy",
            "paste", "dice", "data", "about", "fullscreen", "close", "float", "more"}) {
        QTest::newRow(name) << QString::fromLatin1(name);
    }
}

void AppearanceTest::everyNameHasAnIcon()
{
    QFETCH(const QString, name);
    const auto icon = themedIcon(name);
    QVERIFY(!icon.isNull());

    applyAppearance(Appearance::Light);
    const auto onLight = lightness(icon);
    QVERIFY2(onLight >= 0, "nothing is painted");
    QVERIFY2(onLight < 80, "not dark enough on light");
    QVERIFY2(lightness(icon, QIcon::Disabled) > onLight + 60, "not paler when disabled");

    applyAppearance(Appearance::Dark); // the same icon object adapts
    const auto onDark = lightness(icon);
    QVERIFY2(onDark > 200, "not light enough on dark");
    QVERIFY2(lightness(icon, QIcon::Disabled) < onDark - 60, "not dimmer when disabled");
}

void AppearanceTest::noOtherNameHasOne()
{
    QVERIFY(themedIcon(QStringLiteral("no-such-icon")).isNull());
}

void AppearanceTest::theApplicationIconIsSharpAtEverySize()
{
    const auto icon = applicationIcon();
    QVERIFY(!icon.isNull());
    for (const auto size : {16, 32, 256}) {
        const auto pixmap = icon.pixmap(QSize(size, size), 2.0);
        QCOMPARE(pixmap.size(), QSize(2 * size, 2 * size));
        const auto image = pixmap.toImage();
        QCOMPARE(image.pixelColor(0, 0).alpha(), 0); // round corners
        QCOMPARE(image.pixelColor(size, size / 8).alpha(), 255);
    }
}

void AppearanceTest::theWindowIsDarkOrLightAsAsked()
{
    QLabel label(QStringLiteral("text"));
    label.show();
    applyAppearance(Appearance::Light);
    const auto* style = qobject_cast<QProxyStyle*>(QApplication::style());
    QVERIFY(style != nullptr);
    QCOMPARE(style->baseStyle()->name(), QStringLiteral("fusion"));
    QTRY_VERIFY(label.palette().color(QPalette::Window).lightness() > 200);
    QVERIFY(label.palette().color(QPalette::WindowText).lightness() < 60);
    QCOMPARE(label.palette().color(QPalette::Highlight), QColor(0x0072b2));
    applyAppearance(Appearance::Dark);
    QTRY_VERIFY(label.palette().color(QPalette::Window).lightness() < 60);
    QVERIFY(label.palette().color(QPalette::WindowText).lightness() > 200);
    QCOMPARE(label.palette().color(QPalette::Highlight), QColor(0x56b4e9));
}

void AppearanceTest::theSystemsChoiceIsOneOfTheTwo()
{
    applyAppearance(Appearance::Dark);
    applyAppearance(Appearance::System); // the offscreen platform has a light desktop
    QCOMPARE(QApplication::palette().color(QPalette::Highlight), QColor(0x0072b2));
}

void AppearanceTest::aPrimaryButtonHasTheAccentOfTheTheme()
{
    applyAppearance(Appearance::Light);
    QWidget window;
    window.resize(200, 100);
    QPushButton button(&window);
    button.setGeometry(20, 20, 120, 32);
    makePrimary(button);
    window.show();
    QTRY_VERIFY(alike(centre(button), QColor(0x0072b2)));
    applyAppearance(Appearance::Dark);
    QTRY_VERIFY(alike(centre(button), QColor(0x56b4e9)));
    button.setEnabled(false);
    QTRY_VERIFY(!alike(centre(button), QColor(0x56b4e9)));
    applyAppearance(Appearance::Light);
    button.setEnabled(true);
    QTRY_VERIFY(alike(centre(button), QColor(0x0072b2)));
}

void AppearanceTest::settingsRememberTheChoice()
{
    for (const auto appearance : appearances) {
        QCOMPARE(appearanceFromSetting(settingName(appearance)), appearance);
    }
    QCOMPARE(appearanceFromSetting(QString()), Appearance::System);
}

/// A short one stays on one line, and what looks like markup is shown as it is.
void AppearanceTest::aLongToolTipIsWrapped()
{
    applyAppearance(Appearance::Light);
    QWidget widget;
    widget.resize(200, 100);
    widget.show();
    const auto sizeOfTip = [&widget](const QString& text) {
        widget.setToolTip(text);
        const QPoint centre = widget.rect().center();
        QHelpEvent hover(QEvent::ToolTip, centre, widget.mapToGlobal(centre));
        QApplication::sendEvent(&widget, &hover);
        for (const QWidget* window : QApplication::topLevelWidgets()) {
            if (window->inherits("QTipLabel") && window->isVisible()) {
                return window->size();
            }
        }
        return QSize();
    };
    const int line = sizeOfTip(QStringLiteral("How many units")).height();
    QVERIFY(line > 0);
    QString text = QStringLiteral("A share p < 0.5 of the units & their weights");
    QVERIFY(sizeOfTip(text).height() < 2 * line);
    for (int i = 0; i < 3; ++i) {
        text += QStringLiteral(" is left out of each step, so that none relies on another alone;");
    }
    const QSize wrapped = sizeOfTip(text);
    QVERIFY(wrapped.height() > 2 * line);
    QVERIFY(wrapped.width() < widget.fontMetrics().horizontalAdvance(text) / 2);
    QVERIFY(QToolTip::text().contains(QLatin1String("&lt; 0.5 of the units &amp;")));
    QCOMPARE(widget.toolTip(), text); // as screen readers read it
    QToolTip::hideText();
}

void AppearanceTest::whatIsDeferredWaitsForTheFirstPaint()
{
    int done = 0;
    {
        QWidget window;
        afterFirstPaint(window, [&done] { ++done; });
        QCoreApplication::processEvents();
        QCOMPARE(done, 0);
        window.show();
        QTRY_COMPARE(done, 1);
        afterFirstPaint(window, [&done] { ++done; });
        QCOMPARE(done, 2);
    }
    {
        QWidget unseen;
        afterFirstPaint(unseen, [&done] { ++done; });
    }
    QCoreApplication::processEvents();
    QCOMPARE(done, 2);
}

QTEST_MAIN(AppearanceTest)
#include "tst_appearance.moc"

// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/appearance/appearance.h"

#include "ui/appearance/icons.h"
#include "ui/appearance/tool_tips.h"

#include <QApplication>
#include <QEvent>
#include <QPalette>
#include <QProxyStyle>
#include <QScopedValueRollback>
#include <QStyleHints>

namespace numeral::ui {
namespace {

struct Colours {
    QColor window;
    QColor base;
    QColor alternate;
    QColor button;
    QColor text;
    QColor muted; ///< disabled widgets
    QColor note; ///< text of less weight; a contrast of at least 4.5 to window and base (WCAG 2.1)
    QColor line; ///< frames
    QColor accent; ///< Okabe and Ito's blue, or their sky blue on dark
    QColor onAccent;
    QColor link;
};

const Colours lightColours{QColor(0xf5f6f8), QColor(0xffffff), QColor(0xf0f2f5), QColor(0xfcfcfd),
    QColor(0x1f2328), QColor(0x8a929c), QColor(0x636b76), QColor(0xc9ced6), QColor(0x0072b2),
    QColor(0xffffff), QColor(0x00629a)};
const Colours darkColours{QColor(0x23262b), QColor(0x1b1d21), QColor(0x26292e), QColor(0x33373e),
    QColor(0xe6e8eb), QColor(0x7f8791), QColor(0x9aa2ac), QColor(0x14161a), QColor(0x56b4e9),
    QColor(0x10161b), QColor(0x7cc6f0)};

QPalette paletteOf(const Colours& colours)
{
    QPalette palette(colours.button, colours.window);
    palette.setColor(QPalette::Window, colours.window);
    palette.setColor(QPalette::Base, colours.base);
    palette.setColor(QPalette::AlternateBase, colours.alternate);
    palette.setColor(QPalette::ToolTipBase, colours.base);
    palette.setColor(QPalette::Button, colours.button);
    palette.setColor(QPalette::Mid, colours.line);
    palette.setColor(QPalette::Highlight, colours.accent);
    palette.setColor(QPalette::HighlightedText, colours.onAccent);
    palette.setColor(QPalette::Link, colours.link);
    palette.setColor(QPalette::LinkVisited, colours.link);
    palette.setColor(QPalette::PlaceholderText, colours.note);
    for (const auto role :
        {QPalette::WindowText, QPalette::Text, QPalette::ButtonText, QPalette::ToolTipText}) {
        palette.setColor(role, colours.text);
        palette.setColor(QPalette::Disabled, role, colours.muted);
    }
    palette.setColor(QPalette::Disabled, QPalette::Base, colours.window);
    palette.setColor(QPalette::Disabled, QPalette::Highlight, colours.line);
    palette.setColor(QPalette::Disabled, QPalette::HighlightedText, colours.muted);
    return palette;
}

/// Fusion without icons on dialog buttons, which don't match ours, and with our own icons on dock
/// title bars and the menu bar's extension button: Fusion's are bitmaps, for which Qt loads the
/// readers of all image formats before the first paint.
class CalmStyle : public QProxyStyle {
public:
    CalmStyle()
        : QProxyStyle(QStringLiteral("Fusion"))
    {
    }

    int styleHint(StyleHint hint, const QStyleOption* option, const QWidget* widget,
        QStyleHintReturn* data) const override
    {
        return hint == SH_DialogButtonBox_ButtonsHaveIcons
            ? 0
            : QProxyStyle::styleHint(hint, option, widget, data);
    }

    QIcon standardIcon(
        StandardPixmap icon, const QStyleOption* option, const QWidget* widget) const override
    {
        switch (icon) {
        case SP_TitleBarCloseButton:
            return themedIcon(QStringLiteral("close"));
        case SP_TitleBarNormalButton:
            return themedIcon(QStringLiteral("float"));
        case SP_ToolBarHorizontalExtensionButton:
            return themedIcon(QStringLiteral("more"));
        default:
            return QProxyStyle::standardIcon(icon, option, widget);
        }
    }
};

void paint(bool dark)
{
    QApplication::setPalette(paletteOf(dark ? darkColours : lightColours));
}

/// Before Qt 6.5, the lightness of the desktop's own palette is the only hint.
void followSystem(bool follow)
{
#if QT_VERSION >= QT_VERSION_CHECK(6, 5, 0)
    static QMetaObject::Connection following;
    QObject::disconnect(following);
    if (follow) {
        const auto* hints = QGuiApplication::styleHints();
        following = QObject::connect(hints, &QStyleHints::colorSchemeChanged, qApp,
            [](Qt::ColorScheme scheme) { paint(scheme == Qt::ColorScheme::Dark); });
        paint(hints->colorScheme() == Qt::ColorScheme::Dark);
    }
#else
    if (follow) {
        QApplication::setPalette(QPalette());
        paint(QGuiApplication::palette().color(QPalette::Window).lightness() < 128);
    }
#endif
}

/// Keeps a button in the accent colour when the palette changes; a style sheet on the button would
/// keep the colours of the theme that it was made in.
class AccentColours : public QObject {
public:
    explicit AccentColours(QPushButton& button)
        : QObject(&button)
        , m_button(button)
    {
        colour();
    }

    bool eventFilter(QObject* watched, QEvent* event) override
    {
        if (event->type() == QEvent::PaletteChange && !m_colouring) {
            colour();
        }
        return QObject::eventFilter(watched, event);
    }

private:
    void colour()
    {
        const QScopedValueRollback colouring(m_colouring, true);
        const auto theme = QApplication::palette();
        QPalette accent;
        for (const auto group : {QPalette::Active, QPalette::Inactive}) {
            // Compensates for Fusion, which lightens buttons by about as much.
            accent.setColor(
                group, QPalette::Button, theme.color(group, QPalette::Highlight).darker(130));
            accent.setColor(
                group, QPalette::ButtonText, theme.color(group, QPalette::HighlightedText));
        }
        m_button.setPalette(accent);
    }

    QPushButton& m_button;
    bool m_colouring = false;
};

} // namespace

QString settingName(Appearance appearance)
{
    switch (appearance) {
    case Appearance::Light:
        return QStringLiteral("light");
    case Appearance::Dark:
        return QStringLiteral("dark");
    case Appearance::System:
        break;
    }
    return QStringLiteral("system");
}

Appearance appearanceFromSetting(const QString& name)
{
    for (const auto appearance : appearances) {
        if (settingName(appearance) == name) {
            return appearance;
        }
    }
    return Appearance::System;
}

void applyAppearance(Appearance appearance)
{
    if (dynamic_cast<CalmStyle*>(QApplication::style()) == nullptr) {
        QApplication::setStyle(new CalmStyle);
        wrapLongToolTips();
    }
    followSystem(appearance == Appearance::System);
    if (appearance != Appearance::System) {
        paint(appearance == Appearance::Dark);
    }
}

void makePrimary(QPushButton& button)
{
    button.installEventFilter(new AccentColours(button));
}

} // namespace numeral::ui

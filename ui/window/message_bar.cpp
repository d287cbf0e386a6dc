// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/message_bar.h"

#include "ui/appearance/icons.h"
#include "ui/base/accessible.h"

#include <QEvent>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QLabel>
#include <QScopedValueRollback>
#include <QToolButton>

#include <chrono>

namespace numeral::ui {

namespace {

constexpr std::chrono::seconds noticeTime{6};

/// Returns an empty heading if the error's sentence about the file says enough.
QString headingOf(ErrorCode code)
{
    switch (code) {
    case ErrorCode::FileUnreadable:
    case ErrorCode::FileMalformed:
    case ErrorCode::FileNotWritten:
        return {};
    case ErrorCode::InvalidSetting:
        return MessageBar::tr("Invalid settings");
    case ErrorCode::DataMissing:
        return MessageBar::tr("Data set not found");
    case ErrorCode::ModelMismatch:
        return MessageBar::tr("Model and data set don't match");
    case ErrorCode::EngineUnavailable:
        return MessageBar::tr("Engine not available");
    case ErrorCode::EnginesDisagree:
        return MessageBar::tr("The engines disagree");
    case ErrorCode::EngineFailed:
        return MessageBar::tr("Training failed");
    }
    return {};
}

} // namespace

MessageBar::MessageBar(QWidget* parent)
    : QFrame(parent)
    , m_text(new QLabel)
{
    setObjectName(QStringLiteral("messageBar"));
    setAutoFillBackground(true);
    m_text->setObjectName(QStringLiteral("message"));
    m_text->setWordWrap(true);
    m_text->setTextFormat(Qt::PlainText);
    m_text->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_text->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Preferred);

    auto* dismiss = new QToolButton;
    dismiss->setObjectName(QStringLiteral("closeMessage"));
    dismiss->setText(tr("Close"));
    connect(dismiss, &QToolButton::clicked, this, &QWidget::hide);

    auto* layout = new QHBoxLayout(this);
    layout->addWidget(m_text, 1);
    layout->addWidget(dismiss, 0, Qt::AlignTop);
    m_noticeEnd.setSingleShot(true);
    connect(&m_noticeEnd, &QTimer::timeout, this, &QWidget::hide);
    hide();
}

void MessageBar::showError(const Error& error)
{
    ++m_errors;
    const QString heading = headingOf(error.code);
    const QString detail = QString::fromStdString(error.detail);
    showText(heading.isEmpty() ? detail : tr("%1: %2").arg(heading, detail), true);
    Q_EMIT errorShown();
}

void MessageBar::showNotice(const QString& sentence)
{
    showText(sentence, false);
    m_noticeEnd.start(noticeTime);
}

void MessageBar::showAnswer(const QString& sentence)
{
    showText(sentence, false);
}

void MessageBar::hideError()
{
    if (m_isError) {
        hide();
    }
}

QString MessageBar::text() const
{
    return m_text->text();
}

void MessageBar::showText(const QString& text, bool error)
{
    m_noticeEnd.stop();
    m_text->setText(text);
    m_isError = error;
    setAccessibleName(text);
    colour();
    show();
    announce(*this, text);
}

void MessageBar::changeEvent(QEvent* event)
{
    QFrame::changeEvent(event);
    if (event->type() == QEvent::PaletteChange && !m_isColouring) {
        colour();
    }
}

void MessageBar::colour()
{
    // Vermilion and blue of Okabe and Ito's colour-blind safe palette, mixed into the window
    // colour.
    const QColor mark = m_isError ? QColor(0xD5, 0x5E, 0x00) : QColor(0x00, 0x72, 0xB2);
    const QColor base = QGuiApplication::palette().color(QPalette::Window);
    constexpr float share = 0.22F;
    const auto mix = [&](float from, float to) { return from + share * (to - from); };
    QPalette colours; // a copy of the present one would keep the text's colour, too
    colours.setColor(QPalette::Window,
        QColor::fromRgbF(mix(base.redF(), mark.redF()), mix(base.greenF(), mark.greenF()),
            mix(base.blueF(), mark.blueF())));
    const QScopedValueRollback colouring(m_isColouring, true);
    setPalette(colours);
}

} // namespace numeral::ui

// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/ink/correction_row.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QToolButton>

#include <algorithm>

namespace numeral::ui {

namespace {

constexpr int digits = 10;

} // namespace

CorrectionRow::CorrectionRow(QWidget* parent)
    : QWidget(parent)
    , m_words(new QLabel)
{
    const QFontMetrics metrics = fontMetrics();
    for (const QString& words : {tr("Yes, it's a"), tr("No, it's a"), tr("It's a")}) {
        m_words->setMinimumWidth( // so that the buttons don't move
            std::max(m_words->minimumWidth(), metrics.horizontalAdvance(words)));
    }
    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(1);
    layout->addWidget(m_words);
    layout->addStretch(1);
    for (int digit = 0; digit < digits; ++digit) {
        auto* button = new QToolButton;
        button->setObjectName(QStringLiteral("itIs%1").arg(digit));
        button->setText(QString::number(digit));
        button->setShortcut(QKeySequence(QStringLiteral("Alt+%1").arg(digit)));
        const QString keys = button->shortcut().toString(QKeySequence::NativeText);
        button->setToolTip(digit == 8 ? tr("Add this drawing to My digits as an 8 (%1)").arg(keys)
                                      : tr("Add this drawing to My digits as a %1 (%2)")
                                            .arg(QString::number(digit), keys));
        button->setCheckable(true);
        button->setAutoRaise(true);
        button->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Preferred);
        button->setMinimumWidth(metrics.horizontalAdvance(button->text()) + 8);
        connect(button, &QToolButton::clicked, this, [this, digit] {
            const bool isNew = m_taught != digit;
            m_taught = digit; // a second click doesn't undo the first
            showState();
            if (isNew) {
                Q_EMIT chosen(digit);
            }
        });
        layout->addWidget(button, 2);
        m_buttons.push_back(button);
    }
    showState();
}

void CorrectionRow::setAnswer(std::optional<int> digit, bool isSure)
{
    m_answer = digit;
    m_isSure = isSure;
    showState();
}

void CorrectionRow::setUserLabel(std::optional<int> digit)
{
    m_taught = digit;
    showState();
}

void CorrectionRow::showState()
{
    setEnabled(m_answer.has_value());
    const bool isRight = m_taught.has_value() && m_taught == m_answer;
    m_words->setText(!m_isSure ? tr("It's a") : isRight ? tr("Yes, it's a") : tr("No, it's a"));
    for (int digit = 0; digit < digits; ++digit) {
        m_buttons[static_cast<std::size_t>(digit)]->setChecked(m_taught == digit);
    }
}

} // namespace numeral::ui

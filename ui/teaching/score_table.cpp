// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/teaching/score_table.h"

#include "ui/training/run_text.h"

#include <QGridLayout>
#include <QLabel>
#include <QLocale>

#include <cmath>

namespace numeral::ui {

namespace {

QLabel* numberLabel(const char* name)
{
    auto* label = new QLabel;
    label->setObjectName(QLatin1String(name));
    label->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
    label->setMinimumWidth(label->fontMetrics().horizontalAdvance(QStringLiteral("99 of 99")));
    return label;
}

QString countText(const QLocale& locale, const Score& score)
{
    const auto right = std::lround(score.accuracy * static_cast<double>(score.images));
    return ScoreTable::tr("%1 of %2")
        .arg(locale.toString(right), locale.toString(static_cast<qulonglong>(score.images)));
}

} // namespace

ScoreTable::ScoreTable(QWidget* parent)
    : QWidget(parent)
    , m_ownBefore(numberLabel("ownBefore"))
    , m_ownAfter(numberLabel("ownAfter"))
    , m_testBefore(numberLabel("testBefore"))
    , m_testAfter(numberLabel("testAfter"))
{
    auto* layout = new QGridLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setColumnStretch(0, 1);
    QLabel* before = numberLabel("");
    before->setText(tr("before"));
    QLabel* after = numberLabel("");
    after->setText(tr("after"));
    layout->addWidget(new QLabel(tr("Correct")), 0, 0);
    layout->addWidget(before, 0, 1);
    layout->addWidget(after, 0, 2);
    layout->addWidget(new QLabel(tr("My drawings")), 1, 0);
    layout->addWidget(m_ownBefore, 1, 1);
    layout->addWidget(m_ownAfter, 1, 2);
    layout->addWidget(new QLabel(tr("Test images")), 2, 0);
    layout->addWidget(m_testBefore, 2, 1);
    layout->addWidget(m_testAfter, 2, 2);
    clear();
}

void ScoreTable::setScores(const TaughtScores& before, const TaughtScores& after)
{
    m_ownBefore->setText(countText(locale(), before.own));
    m_ownAfter->setText(countText(locale(), after.own));
    m_testBefore->setText(percentText(locale(), before.test.accuracy));
    m_testAfter->setText(percentText(locale(), after.test.accuracy));
}

QString ScoreTable::sentence() const
{
    return tr("My drawings: %1 correct before, %2 now. Test images: %3 before, %4 now.")
        .arg(m_ownBefore->text(), m_ownAfter->text(), m_testBefore->text(), m_testAfter->text());
}

void ScoreTable::clear()
{
    for (QLabel* label : {m_ownBefore, m_ownAfter, m_testBefore, m_testAfter}) {
        label->setText(tr("–", "no figure"));
    }
}

} // namespace numeral::ui

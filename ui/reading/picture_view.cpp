// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/reading/picture_view.h"

#include "ui/reading/picture_filter.h"

#include <QHeaderView>
#include <QKeyEvent>
#include <QLabel>
#include <QVBoxLayout>

namespace numeral::ui {

PictureView::PictureView(PictureFilter& rows)
    : m_hint(new QLabel)
{
    setObjectName(QStringLiteral("readings"));
    setAccessibleName(tr("Pictures and what was read in them"));
    setModel(&rows);
    setRootIsDecorated(false);
    setUniformRowHeights(true);
    setAllColumnsShowFocus(true);
    setAlternatingRowColors(true);
    setSelectionMode(ExtendedSelection);
    setSortingEnabled(true);
    sortByColumn(PictureTable::File, Qt::AscendingOrder);
    header()->setStretchLastSection(false);
    header()->setSectionResizeMode(PictureTable::File, QHeaderView::Stretch);
    const int letter = fontMetrics().averageCharWidth();
    header()->resizeSection(PictureTable::Reading, 22 * letter);
    header()->resizeSection(PictureTable::Probability, 15 * letter);
    header()->resizeSection(PictureTable::Sure, 9 * letter);
    m_hint->setObjectName(QStringLiteral("readingsHint"));
    m_hint->setTextFormat(Qt::PlainText);
    m_hint->setWordWrap(true);
    m_hint->setAlignment(Qt::AlignCenter);
    auto* over = new QVBoxLayout(viewport());
    over->addWidget(m_hint);
}

void PictureView::setHint(const QString& sentence)
{
    const bool isEmpty = model()->rowCount() == 0;
    m_hint->setText(isEmpty ? sentence : QString());
    m_hint->setVisible(isEmpty);
}

std::vector<int> PictureView::chosenRows() const
{
    const bool areSelected = selectionModel()->hasSelection();
    std::vector<int> rows;
    for (int row = 0; row < model()->rowCount(); ++row) {
        if (!areSelected || selectionModel()->isRowSelected(row, {})) {
            rows.push_back(row);
        }
    }
    return rows;
}

void PictureView::keyPressEvent(QKeyEvent* event)
{
    if (event->matches(QKeySequence::Copy)) {
        Q_EMIT copyRequested();
    } else {
        QTreeView::keyPressEvent(event);
    }
}

} // namespace numeral::ui

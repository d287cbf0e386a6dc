// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/training/fine_tuning.h"

#include <QWidget>

class QLabel;

namespace numeral::ui {

/// Scores before and after a lesson, on the user's digits and on the test images.
class ScoreTable final : public QWidget {
    Q_OBJECT

public:
    explicit ScoreTable(QWidget* parent = nullptr);

    void setScores(const TaughtScores& before, const TaughtScores& after);
    void clear();

    /// The scores as a sentence.
    QString sentence() const;

private:
    QLabel* m_ownBefore;
    QLabel* m_ownAfter;
    QLabel* m_testBefore;
    QLabel* m_testAfter;
};

} // namespace numeral::ui

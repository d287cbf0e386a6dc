// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/training/sweep.h"

#include <QDialog>

#include <optional>
#include <vector>

class QCheckBox;
class QComboBox;
class QLabel;
class QLineEdit;
class QPushButton;
class QSpinBox;
class QVBoxLayout;

namespace numeral::ui {

/// Asks which settings a sweep varies, over which values, and for how many runs.
class SweepDialog final : public QDialog {
    Q_OBJECT

public:
    struct Choice {
        SweepPlan plan;
        bool halves = true; ///< bad runs end early
        std::optional<double> minutes; ///< at most
        int jobs = 1;
    };

    /// All other settings are those of `base`.
    explicit SweepDialog(TrainingConfig base, QWidget* parent = nullptr);

    /// What is chosen; only once the dialog has been accepted.
    const Choice& choice() const { return m_choice; }

private:
    struct Row {
        QComboBox* setting;
        QLineEdit* values;
    };

    void addRow(const QString& key, const QString& values);
    QWidget* makeBudget();
    void showSummary();
    Result<SweepPlan> plan() const;
    void remember() const;

    TrainingConfig m_base;
    std::vector<Row> m_rows;
    QVBoxLayout* m_rowsLayout;
    QSpinBox* m_runs;
    QSpinBox* m_minutes;
    QCheckBox* m_halves;
    QLabel* m_summary;
    QPushButton* m_train = nullptr;
    Choice m_choice;
};

} // namespace numeral::ui

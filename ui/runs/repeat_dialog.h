// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDialog>

#include <optional>

class QLabel;
class QSpinBox;

namespace numeral::ui {

/// Asks how many networks are to be trained with the same settings, and how many at once.
class RepeatDialog final : public QDialog {
    Q_OBJECT

public:
    /// The numbers that the dialog starts with and returns.
    struct Choice {
        int seeds = 20;
        int jobs = 1; ///< at most as many as the computer has cores
    };

    struct Question {
        Choice choice;
        std::int64_t firstSeed = 1;
        std::optional<double> secondsPerRun; ///< of such a run on its own, if that is known
        QStringList settings = {}; ///< that are left out in turn, in an ablation study
    };

    explicit RepeatDialog(const Question& question, QWidget* parent = nullptr);

    Choice choice() const;

private:
    void showSummary();

    Question m_question;
    QSpinBox* m_seeds;
    QSpinBox* m_jobs;
    QLabel* m_summary;
};

/// What was chosen last, in this session or one before.
RepeatDialog::Choice rememberedRepeat();
void rememberRepeat(const RepeatDialog::Choice& choice);

} // namespace numeral::ui

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

    /// `firstSeed` is that of the first network. `secondsPerRun` is what such a run usually takes
    /// on its own, if that is known.
    RepeatDialog(const Choice& choice, std::int64_t firstSeed, std::optional<double> secondsPerRun,
        QWidget* parent = nullptr);

    Choice choice() const;

private:
    void showSummary();

    std::int64_t m_firstSeed;
    std::optional<double> m_secondsPerRun;
    QSpinBox* m_seeds;
    QSpinBox* m_jobs;
    QLabel* m_summary;
};

} // namespace numeral::ui

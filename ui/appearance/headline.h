// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

#include <optional>

class QLabel;
class QProgressBar;

namespace numeral::ui {

/// A large line, a sentence or two below it, and a slim progress bar.
class Headline final : public QWidget {
    Q_OBJECT

public:
    explicit Headline(QWidget* parent = nullptr);

    /// By which tests and style sheets find the labels.
    void setNames(const QString& headline, const QString& detail);

    void setHeadline(const QString& text);
    void setDetail(const QString& text);
    void setHeadlineToolTip(const QString& text);
    /// Shows how much is done, 0–1; nothing hides the bar, which keeps its place.
    void setProgress(std::optional<double> fraction);

    QString headline() const;
    QString detail() const;

    /// Has screen readers say both, as they are shown.
    void announceText();

private:
    QLabel* m_headline;
    QLabel* m_detail;
    QProgressBar* m_bar;
};

} // namespace numeral::ui

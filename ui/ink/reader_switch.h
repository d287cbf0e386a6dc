// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

#include <optional>
#include <utility>

class QCheckBox;
class QLabel;
class QPushButton;
class QToolButton;

namespace numeral::ui {

/// Which of two networks reads drawings.
enum class Reading { BuiltIn, Own };

/// Chooses which network reads: *Built-in · 99.6% | Yours · 97.2%*, with their accuracies on test
/// images, and on request shows the answers of both. Hidden while there is only the built-in one.
/// Below, a note where the network that reads doesn't know the data set's classes.
class ReaderSwitch final : public QWidget {
    Q_OBJECT

public:
    explicit ReaderSwitch(QWidget* parent = nullptr);

    /// Sets what is known of each network, such as "99.6%", or an empty text; without a network of
    /// the user's there is nothing to choose. `ownName` is what that one is called.
    void setNetworks(const QString& builtIn, const std::optional<QString>& own,
        const QString& ownName = tr("Yours"));
    void setReading(Reading reading);

    /// Sets the note and, if there is one, which network to offer instead.
    void setNote(const QString& sentence, std::optional<Reading> offered);

    /// Whether both answers are wanted.
    bool showsBoth() const;

Q_SIGNALS:
    void chosen(numeral::ui::Reading reading);
    void showsBothChanged();

protected:
    void resizeEvent(QResizeEvent* event) override;

private:
    void showNames(bool withFigures);

    std::pair<QString, QString> m_figures; ///< of the built-in and of the own network
    QString m_ownName;
    int m_neededWidth = 0; ///< to show the figures
    QWidget* m_row;
    QToolButton* m_builtIn;
    QToolButton* m_own;
    QCheckBox* m_both;
    QLabel* m_note;
    QPushButton* m_offer;
    Reading m_offered = Reading::BuiltIn;
};

} // namespace numeral::ui

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStringList>
#include <QWidget>

#include <optional>
#include <vector>

class QComboBox;
class QHBoxLayout;
class QLabel;
class QToolButton;

namespace numeral::ui {

/// 'No, it's a …', or 'It's a …' where the network isn't sure: to label a drawing. Up to twelve
/// classes with short names have a button each; of others the three most probable have one, and all
/// are in a list that can be searched by typing.
class CorrectionRow final : public QWidget {
    Q_OBJECT

public:
    explicit CorrectionRow(QWidget* parent = nullptr);

    void setClasses(const QStringList& names);

    /// Sets the probability of each class, and whether the network is sure; without any the row is
    /// disabled.
    void setAnswer(const std::vector<float>& probabilities, bool isSure);

    /// Sets the class that the user gave; its button stays down.
    void setUserLabel(std::optional<std::size_t> label);

Q_SIGNALS:
    void chosen(std::size_t label);

private:
    QToolButton* addButton();
    void showClass(QToolButton& button, std::size_t label);
    void addList();
    void choose(std::size_t label);
    void chooseTyped();
    void showMostProbable();
    void showState();
    std::optional<std::size_t> answer() const;
    QString words(bool isSure, bool isRight) const;

    QHBoxLayout* m_layout;
    QLabel* m_words;
    QStringList m_names;
    bool m_areDigits = true;
    std::vector<QToolButton*> m_buttons;
    std::vector<std::size_t> m_classes; ///< of the buttons
    QComboBox* m_list = nullptr; ///< of all classes; null if each has a button
    std::vector<float> m_probabilities; ///< none without an answer
    bool m_isSure = false;
    std::optional<std::size_t> m_taught;
};

} // namespace numeral::ui

// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/ink/correction_row.h"

#include "core/model/class_kind.h"

#include <QComboBox>
#include <QCompleter>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QToolButton>

#include <algorithm>
#include <numeric>

namespace numeral::ui {

namespace {

constexpr qsizetype maxButtons = 12;
constexpr qsizetype maxLetters = 20; ///< of all names together
constexpr std::size_t likelyButtons = 3;

bool fitButtons(const QStringList& names)
{
    return names.size() <= maxButtons && names.join(QString()).size() <= maxLetters;
}

} // namespace

CorrectionRow::CorrectionRow(QWidget* parent)
    : QWidget(parent)
    , m_layout(new QHBoxLayout(this))
    , m_words(new QLabel)
{
    m_layout->setContentsMargins(0, 0, 0, 0);
    m_layout->setSpacing(1);
    m_layout->addWidget(m_words);
    m_layout->addStretch(1);
    showState();
}

void CorrectionRow::setClasses(const QStringList& names)
{
    if (names == m_names) {
        return;
    }
    m_names = names;
    m_probabilities.clear();
    m_taught.reset();
    for (QToolButton* button : std::exchange(m_buttons, {})) {
        delete button;
    }
    delete std::exchange(m_list, nullptr);
    const bool haveButtons = fitButtons(names);
    const auto all = static_cast<std::size_t>(names.size());
    const std::size_t count = haveButtons ? all : std::min(likelyButtons, all);
    m_classes.resize(count);
    for (std::size_t i = 0; i < count; ++i) {
        m_buttons.push_back(addButton());
        showClass(*m_buttons.back(), i);
    }
    if (!haveButtons) {
        addList();
    }
    m_areDigits = std::all_of(names.begin(), names.end(),
        [](const QString& name) { return isDigitName(name.toStdString()); });
    m_words->setMinimumWidth(0); // so that the buttons don't move
    for (const QString& words : {words(true, true), words(true, false), words(false, false)}) {
        m_words->setMinimumWidth(
            std::max(m_words->minimumWidth(), fontMetrics().horizontalAdvance(words)));
    }
    showState();
}

/// The words before the buttons; only digits have an article.
QString CorrectionRow::words(bool isSure, bool isRight) const
{
    if (m_areDigits) {
        return !isSure ? tr("It's a") : isRight ? tr("Yes, it's a") : tr("No, it's a");
    }
    return !isSure ? tr("It's") : isRight ? tr("Yes, it's") : tr("No, it's");
}

QToolButton* CorrectionRow::addButton()
{
    auto* button = new QToolButton;
    const std::size_t place = m_buttons.size();
    button->setCheckable(true);
    button->setAutoRaise(true);
    button->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Preferred);
    connect(button, &QToolButton::clicked, this, [this, place] { choose(m_classes[place]); });
    m_layout->addWidget(button, 2);
    if (QWidget* before = m_buttons.empty() ? m_before : m_buttons.back()) {
        setTabOrder(before, button); // although others were there before it was made
    }
    return button;
}

void CorrectionRow::showClass(QToolButton& button, std::size_t label)
{
    constexpr int widest = 90; // pixels
    const QString& name = m_names.at(static_cast<qsizetype>(label));
    const std::size_t place
        = std::size_t(std::find(m_buttons.begin(), m_buttons.end(), &button) - m_buttons.begin());
    m_classes[place] = label;
    button.setObjectName(QStringLiteral("itIs%1").arg(label));
    button.setText(fontMetrics().elidedText(name, Qt::ElideRight, widest));
    if (fitButtons(m_names) && isDigitName(name.toStdString())) {
        button.setShortcut(QKeySequence(QStringLiteral("Alt+") + name)); // setText drops it
    }
    button.setAccessibleName(name);
    const QString keys = button.shortcut().toString(QKeySequence::NativeText);
    button.setToolTip(keys.isEmpty()
            ? tr("Add this drawing to My drawings as “%1”").arg(name)
            : tr("Add this drawing to My drawings as “%1” (%2)").arg(name, keys));
    button.setMinimumWidth(fontMetrics().horizontalAdvance(button.text()) + 8);
}

void CorrectionRow::addList()
{
    constexpr int letters = 6;
    m_list = new QComboBox;
    m_list->setObjectName(QStringLiteral("itIsOther"));
    m_list->setAccessibleName(tr("Another class"));
    m_list->setToolTip(tr("Add this drawing to My drawings as another class: type its name."));
    m_list->setEditable(true);
    m_list->setInsertPolicy(QComboBox::NoInsert);
    m_list->addItems(m_names);
    m_list->setMinimumContentsLength(letters);
    m_list->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    m_list->lineEdit()->setPlaceholderText(tr("other"));
    m_list->completer()->setFilterMode(Qt::MatchContains);
    m_list->completer()->setCompletionMode(QCompleter::PopupCompletion);
    m_list->setCurrentIndex(-1);
    connect(m_list, &QComboBox::activated, this,
        [this](int index) { choose(static_cast<std::size_t>(index)); });
    connect(m_list->lineEdit(), &QLineEdit::returnPressed, this, &CorrectionRow::chooseTyped);
    m_layout->addWidget(m_list, 3);
    setTabOrder(m_buttons.back(), m_list);
}

/// A name that was typed in full, or else the first that holds what was typed.
void CorrectionRow::chooseTyped()
{
    const QString typed = m_list->currentText().trimmed();
    int index = typed.isEmpty() ? -1 : m_list->findText(typed, Qt::MatchExactly);
    for (const Qt::MatchFlag match : {Qt::MatchFixedString, Qt::MatchContains}) {
        index = index < 0 && !typed.isEmpty() ? m_list->findText(typed, match) : index;
    }
    if (index >= 0) {
        choose(static_cast<std::size_t>(index));
    }
}

/// A second choice of the same doesn't undo the first.
void CorrectionRow::choose(std::size_t label)
{
    const bool isNew = m_taught != label;
    setUserLabel(label);
    if (isNew) {
        Q_EMIT chosen(label);
    }
}

void CorrectionRow::setAnswer(const std::vector<float>& probabilities, bool isSure)
{
    m_probabilities = probabilities;
    m_isSure = isSure;
    showState();
}

/// What is being typed stays while the same drawing is read again.
void CorrectionRow::setUserLabel(std::optional<std::size_t> label)
{
    const bool isOther = m_taught != label;
    m_taught = label;
    if (m_list != nullptr && isOther) {
        m_list->setCurrentIndex(label ? static_cast<int>(*label) : -1);
    }
    showState();
}

std::optional<std::size_t> CorrectionRow::answer() const
{
    const auto best = std::max_element(m_probabilities.begin(), m_probabilities.end());
    return best != m_probabilities.end()
        ? std::optional(static_cast<std::size_t>(best - m_probabilities.begin()))
        : std::nullopt;
}

void CorrectionRow::showMostProbable()
{
    if (m_probabilities.size() < m_buttons.size()) {
        return;
    }
    std::vector<std::size_t> order(m_probabilities.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::partial_sort(order.begin(), order.begin() + std::ssize(m_buttons), order.end(),
        [this](std::size_t a, std::size_t b) { return m_probabilities[a] > m_probabilities[b]; });
    for (std::size_t i = 0; i < m_buttons.size(); ++i) {
        showClass(*m_buttons[i], order[i]);
    }
}

void CorrectionRow::showState()
{
    setEnabled(!m_probabilities.empty());
    const bool isRight = m_taught.has_value() && m_taught == answer();
    m_words->setText(words(m_isSure, isRight));
    if (m_list != nullptr) {
        showMostProbable();
    }
    for (std::size_t i = 0; i < m_buttons.size(); ++i) {
        m_buttons[i]->setChecked(m_taught == m_classes[i]);
    }
}

} // namespace numeral::ui

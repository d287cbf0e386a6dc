// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/training/refusal_note.h"

#include "ui/base/accessible.h"
#include "ui/training/number_box.h"

#include <QFormLayout>
#include <QLabel>
#include <QLineEdit>
#include <QScrollArea>

#include <utility>

namespace numeral::ui {

namespace {

void scrollTo(QWidget& widget)
{
    for (QWidget* parent = widget.parentWidget(); parent != nullptr;
         parent = parent->parentWidget()) {
        if (auto* area = qobject_cast<QScrollArea*>(parent)) {
            area->ensureWidgetVisible(&widget);
        }
    }
}

/// The form that the widget, or what it is part of, is a row of, and that row.
std::pair<QFormLayout*, int> rowOf(QWidget& widget)
{
    for (QWidget* part = &widget; part->parentWidget() != nullptr; part = part->parentWidget()) {
        auto* form = qobject_cast<QFormLayout*>(part->parentWidget()->layout());
        if (form != nullptr && form->indexOf(part) >= 0) {
            int row = 0;
            QFormLayout::ItemRole role{};
            form->getWidgetPosition(part, &row, &role);
            return {form, row};
        }
    }
    return {nullptr, 0};
}

} // namespace

void RefusalNote::watch(QWidget& form)
{
    const auto watchBoxes = [this](const auto& boxes) {
        for (auto* box : boxes) {
            connect(box, &std::remove_pointer_t<decltype(box)>::refused, this,
                [this, box](const QString& sentence) { showBelow(*box, sentence); });
            connect(box->template findChild<QLineEdit*>(), &QLineEdit::textEdited, this,
                &RefusalNote::remove);
        }
    };
    watchBoxes(form.findChildren<RealNumberBox*>());
    watchBoxes(form.findChildren<WholeNumberBox*>());
}

bool RefusalNote::leadBack()
{
    if (!m_field) {
        return false;
    }
    m_field->setFocus();
    scrollTo(*m_field);
    if (m_label) {
        scrollTo(*m_label);
    }
    m_field = nullptr;
    return true;
}

void RefusalNote::showBelow(QWidget& field, const QString& sentence)
{
    remove();
    const auto [form, row] = rowOf(field);
    if (form == nullptr) {
        return;
    }
    m_field = &field;
    m_label = new QLabel(sentence);
    m_label->setObjectName(QStringLiteral("refusal"));
    m_label->setTextFormat(Qt::PlainText);
    m_label->setWordWrap(true);
    form->insertRow(row + 1, m_label);
    m_label->show();
    announce(*m_label, sentence);
}

void RefusalNote::remove()
{
    m_field = nullptr;
    if (m_label) {
        rowOf(*m_label).first->removeRow(m_label); // deletes it
    }
}

} // namespace numeral::ui

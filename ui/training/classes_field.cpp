// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/training/classes_field.h"

#include <QListWidget>
#include <QMenu>
#include <QSignalBlocker>
#include <QVBoxLayout>
#include <QWidgetAction>

#include <algorithm>

namespace numeral::ui {

namespace {

bool contains(const std::vector<std::string>& names, const std::string& name)
{
    return std::find(names.begin(), names.end(), name) != names.end();
}

} // namespace

ClassesField::ClassesField(QWidget* parent)
    : QPushButton(parent)
    , m_list(new QListWidget)
{
    m_list->setObjectName(QStringLiteral("usedClasses"));
    m_list->setAccessibleName(tr("Classes used"));
    auto* all = new QPushButton(tr("All"));
    all->setObjectName(QStringLiteral("useAllClasses"));
    auto* content = new QWidget;
    auto* layout = new QVBoxLayout(content);
    layout->addWidget(m_list);
    layout->addWidget(all);
    auto* menu = new QMenu(this);
    auto* action = new QWidgetAction(menu);
    action->setDefaultWidget(content);
    menu->addAction(action);
    setMenu(menu);
    connect(menu, &QMenu::aboutToShow, this, &ClassesField::fillList);
    connect(m_list, &QListWidget::itemChanged, this, &ClassesField::readList);
    connect(all, &QPushButton::clicked, this, &ClassesField::tickAll);
    showText();
}

void ClassesField::setClasses(const std::vector<std::string>& classes)
{
    m_classes = classes;
    const std::vector<std::string> before = m_used;
    std::erase_if(m_used, [&classes](const auto& name) { return !contains(classes, name); });
    fillList();
    showText();
    if (m_used != before) {
        Q_EMIT changed();
    }
}

void ClassesField::setUsed(const std::vector<std::string>& names)
{
    m_used = names;
    fillList();
    showText();
}

void ClassesField::fillList()
{
    const QSignalBlocker blocker(m_list);
    m_list->clear();
    for (const std::string& name : m_classes) {
        auto* item = new QListWidgetItem(QString::fromStdString(name), m_list);
        item->setFlags(Qt::ItemIsEnabled | Qt::ItemIsSelectable | Qt::ItemIsUserCheckable);
        item->setCheckState(m_used.empty() || contains(m_used, name) ? Qt::Checked : Qt::Unchecked);
    }
}

/// With fewer than two there is nothing to tell apart: then the list stays as it was.
void ClassesField::readList()
{
    std::vector<std::string> used;
    for (int i = 0; i < m_list->count(); ++i) {
        if (m_list->item(i)->checkState() == Qt::Checked) {
            used.push_back(m_classes[static_cast<std::size_t>(i)]);
        }
    }
    if (used.size() < 2) {
        fillList();
        return;
    }
    m_used = used.size() < m_classes.size() ? std::move(used) : std::vector<std::string>();
    showText();
    Q_EMIT changed();
}

void ClassesField::tickAll()
{
    setUsed({});
    Q_EMIT changed();
}

/// Its text may be long, but doesn't widen the form.
QSize ClassesField::sizeHint() const
{
    constexpr int letters = 12;
    return {letters * fontMetrics().averageCharWidth(), QPushButton::sizeHint().height()};
}

void ClassesField::showText()
{
    constexpr std::size_t mostNamed = 6;
    QStringList names;
    for (const std::string& name : m_used) {
        names.append(QString::fromStdString(name));
    }
    const QString all = names.join(QStringLiteral(", "));
    setText(m_used.empty()              ? tr("all")
            : m_used.size() > mostNamed ? tr("%1 of %2").arg(m_used.size()).arg(m_classes.size())
                                        : all);
    setAccessibleDescription(all);
}

} // namespace numeral::ui

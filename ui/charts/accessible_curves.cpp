// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/accessible_curves.h"

#include "ui/charts/learning_curves.h"

#include <QAccessible>
#include <QAccessibleWidget>

namespace numeral::ui {
namespace {

class AccessibleCurves final : public QAccessibleWidget {
public:
    explicit AccessibleCurves(LearningCurves& curves)
        : QAccessibleWidget(&curves, QAccessible::Chart)
        , m_curves(curves)
    {
    }

    QString text(QAccessible::Text kind) const override
    {
        return kind == QAccessible::Value ? m_curves.readOut() : QAccessibleWidget::text(kind);
    }

private:
    const LearningCurves& m_curves;
};

QAccessibleInterface* makeAccessible(const QString& /*className*/, QObject* object)
{
    auto* curves = qobject_cast<LearningCurves*>(object);
    return curves == nullptr ? nullptr : new AccessibleCurves(*curves);
}

} // namespace

void makeCurvesAccessible()
{
    QAccessible::installFactory(&makeAccessible); // ignored if it is installed
}

} // namespace numeral::ui

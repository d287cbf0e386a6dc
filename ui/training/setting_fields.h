// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/training/training_config.h"

#include <QObject>
#include <QStringList>

#include <functional>
#include <type_traits>
#include <vector>

class QComboBox;
class QDoubleSpinBox;
class QFormLayout;
class QSpinBox;
class QWidget;

namespace numeral::ui {

/// How a real number is displayed, and by how much one click changes it.
struct NumberFormat {
    double step = 0.1; ///< 0 for steps through 1 and 3 of each power of ten
    int shift = 0; ///< how many places the decimal point is shifted: 2 for percent
    QString suffix;
};

/// Form fields bound to settings of a run, with one kind of widget for each kind of setting. Each
/// widget is limited to its setting's range.
class SettingFields final : public QObject {
    Q_OBJECT

public:
    template <typename T>
    using Field = T& (*)(TrainingConfig& config);

    explicit SettingFields(QObject* parent = nullptr);

    QSpinBox* add(
        QFormLayout& form, const QString& label, const Setting<int>& setting, Field<int> field);
    QDoubleSpinBox* add(QFormLayout& form, const QString& label, const Setting<double>& setting,
        Field<double> field, const NumberFormat& format);

    template <typename T, std::size_t count>
    QComboBox* add(QFormLayout& form, const QString& label, const Choice<T, count>& choice,
        std::type_identity_t<Field<T>> field)
    {
        QStringList names;
        for (const auto& option : choice.options) {
            names.append(QString::fromUtf8(option.name));
        }
        return addChoice(
            form, label, choice.text, names,
            [&choice, field](TrainingConfig config) {
                std::size_t index = 0;
                while (choice.options[index].value != field(config)) {
                    ++index;
                }
                return static_cast<int>(index);
            },
            [&choice, field](TrainingConfig& config, int index) {
                field(config) = choice.options[static_cast<std::size_t>(index)].value;
            });
    }

    void read(TrainingConfig& config) const;
    void show(const TrainingConfig& config);
    void setEditable(bool editable);
    /// Sets whether a field has a use at all; else it is disabled, editable or not.
    void setUsable(const QWidget* field, bool usable);

Q_SIGNALS:
    void changed();

private:
    struct Binding {
        QWidget* widget;
        std::function<void(TrainingConfig&)> read;
        std::function<void(TrainingConfig)> show;
        bool isUsable = true;
    };

    QComboBox* addChoice(QFormLayout& form, const QString& label, const SettingText& text,
        const QStringList& names, std::function<int(TrainingConfig)> index,
        std::function<void(TrainingConfig&, int)> setIndex);

    void enableFields();

    std::vector<Binding> m_bindings;
    bool m_isEditable = true;
};

} // namespace numeral::ui

// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/runs/sweep_dialog.h"

#include "core/training/run_setup.h"
#include "core/training/setting_text.h"
#include "ui/appearance/appearance.h"
#include "ui/appearance/wrapping_label.h"
#include "ui/runs/runs_text.h"

#include <QCheckBox>
#include <QComboBox>
#include <QDialogButtonBox>
#include <QFormLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSettings>
#include <QSpinBox>
#include <QVBoxLayout>

#include <algorithm>
#include <array>
#include <utility>

namespace numeral::ui {

namespace {

constexpr std::array keptKeys{"seed", "device", "engine", "validation_share", "epochs", "patience",
    "stopping_metric", "classes_used"};

const QString rowsKey = QStringLiteral("sweep/settings");
const QString runsKey = QStringLiteral("sweep/runs");
const QString halvesKey = QStringLiteral("sweep/halves");

/// The settings that it makes sense to vary, in the form's order.
std::vector<std::string> variedKeys()
{
    std::vector<std::string> keys;
    TrainingConfig config;
    forEachSetting(config, [&keys]<typename AnySetting>(const AnySetting& setting, const auto&) {
        std::string key;
        if constexpr (std::is_same_v<AnySetting, SettingText>) {
            key = setting.key;
        } else {
            key = setting.text.key;
        }
        if (std::ranges::find(keptKeys, key) == keptKeys.end()) {
            keys.push_back(key);
        }
    });
    return keys;
}

} // namespace

SweepDialog::SweepDialog(TrainingConfig base, QWidget* parent)
    : QDialog(parent)
    , m_base(std::move(base))
    , m_rowsLayout(new QVBoxLayout)
    , m_runs(new QSpinBox)
    , m_minutes(new QSpinBox)
    , m_halves(new QCheckBox(tr("End &bad runs early")))
    , m_summary(new WrappingLabel)
{
    setObjectName(QStringLiteral("sweepDialog"));
    setWindowTitle(tr("Find Good Settings"));
    setAttribute(Qt::WA_DeleteOnClose);
    auto* why = new WrappingLabel;
    why->setText(tr("Many networks are trained with different values of some settings; all others "
                    "are as in the form. Write values with blanks between them, or a range: "
                    "0.0003..0.003."));
    auto* more = new QPushButton(tr("&Another Setting"));
    more->setObjectName(QStringLiteral("addSweptSetting"));
    more->setAutoDefault(false);
    connect(more, &QPushButton::clicked, this, [this] { addRow({}, {}); });
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Cancel);
    m_train = buttons->addButton(tr("&Train"), QDialogButtonBox::AcceptRole);
    m_train->setObjectName(QStringLiteral("trainSweep"));
    makePrimary(*m_train);
    connect(buttons, &QDialogButtonBox::accepted, this, [this] {
        remember();
        m_choice.halves = m_halves->isChecked();
        if (m_minutes->value() > 0) {
            m_choice.minutes = m_minutes->value();
        }
        accept();
    });
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    auto* layout = new QVBoxLayout(this);
    layout->setSpacing(spacing::margin);
    layout->addWidget(why);
    layout->addLayout(m_rowsLayout);
    layout->addWidget(more, 0, Qt::AlignLeft);
    layout->addWidget(makeBudget());
    layout->addWidget(m_summary);
    layout->addWidget(buttons);
    const QStringList usual{
        QStringLiteral("hidden_layers=32,32 64,64"), QStringLiteral("learning_rate=0.0003..0.003")};
    const QStringList rows = QSettings().value(rowsKey, usual).toStringList();
    for (const QString& row : rows) {
        addRow(row.section(QLatin1Char('='), 0, 0), row.section(QLatin1Char('='), 1));
    }
    constexpr int width = 480;
    resize(width, sizeHint().height());
}

QWidget* SweepDialog::makeBudget()
{
    constexpr int mostRuns = 10'000;
    constexpr int mostMinutes = 10'000;
    m_runs->setObjectName(QStringLiteral("sweepRuns"));
    m_runs->setRange(2, mostRuns);
    m_runs->setAccelerated(true);
    m_runs->setValue(QSettings().value(runsKey, 40).toInt());
    m_runs->setToolTip(tr("If there are more combinations, so many are drawn at random."));
    m_minutes->setObjectName(QStringLiteral("sweepMinutes"));
    m_minutes->setRange(0, mostMinutes);
    m_minutes->setSpecialValueText(tr("no limit"));
    m_minutes->setSuffix(tr(" min"));
    m_halves->setObjectName(QStringLiteral("sweepHalves"));
    m_halves->setChecked(QSettings().value(halvesKey, true).toBool());
    m_halves->setToolTip(tr("After 1, 3, 9, 27 … epochs only the best third goes on (ASHA)."));
    auto* budget = new QWidget;
    auto* form = new QFormLayout(budget);
    form->setContentsMargins(0, 0, 0, 0);
    form->addRow(tr("Runs at &most:"), m_runs);
    form->addRow(tr("T&ime at most:"), m_minutes);
    form->addRow(m_halves);
    connect(m_runs, &QSpinBox::valueChanged, this, &SweepDialog::showSummary);
    return budget;
}

void SweepDialog::addRow(const QString& key, const QString& values)
{
    auto* row = new QWidget;
    auto* layout = new QHBoxLayout(row);
    layout->setContentsMargins(0, 0, 0, 0);
    auto* setting = new QComboBox;
    setting->setObjectName(QStringLiteral("sweptSetting"));
    setting->setAccessibleName(tr("Setting"));
    setting->addItem(tr("(none)"), QString());
    for (const std::string& each : variedKeys()) {
        setting->addItem(settingText(each), QString::fromStdString(each));
    }
    setting->setCurrentIndex(std::max(setting->findData(key), 0));
    auto* edit = new QLineEdit(values);
    edit->setObjectName(QStringLiteral("sweptValues"));
    edit->setAccessibleName(tr("Values"));
    edit->setPlaceholderText(tr("values, or a range such as 0.0003..0.003"));
    layout->addWidget(setting, 1);
    layout->addWidget(edit, 1);
    m_rowsLayout->addWidget(row);
    m_rows.push_back({setting, edit});
    connect(setting, &QComboBox::activated, this, [this, setting, edit] {
        const std::string chosen = setting->currentData().toString().toStdString();
        edit->setText(
            chosen.empty() ? QString() : QString::fromStdString(valueText(m_base, chosen)));
        edit->setFocus();
        edit->end(false);
        showSummary();
    });
    connect(edit, &QLineEdit::textChanged, this, &SweepDialog::showSummary);
    showSummary();
}

Result<SweepPlan> SweepDialog::plan() const
{
    SweepPlan plan{m_base, {}, m_runs->value()};
    for (const Row& row : m_rows) {
        const std::string key = row.setting->currentData().toString().toStdString();
        if (key.empty()) {
            continue;
        }
        std::vector<std::string> texts;
        const QStringList values = row.values->text().split(QLatin1Char(' '), Qt::SkipEmptyParts);
        for (const QString& value : values) {
            texts.push_back(value.toStdString());
        }
        if (std::ranges::find(plan.settings, key, &SweptSetting::key) != plan.settings.end()) {
            return failure(ErrorCode::InvalidSetting,
                tr("“%1” stands there twice.").arg(settingText(key)).toStdString());
        }
        if (texts.empty()) {
            return failure(ErrorCode::InvalidSetting,
                tr("Write values of “%1”, or a range.").arg(settingText(key)).toStdString());
        }
        const Result<SweptSetting> swept = parseSwept(key, texts);
        if (!swept) {
            return tl::unexpected(swept.error());
        }
        plan.settings.push_back(*swept);
    }
    return plan;
}

void SweepDialog::showSummary()
{
    const Result<SweepPlan> chosen = plan();
    const Result<SweepRuns> runs = chosen ? sweepConfigs(*chosen) : tl::unexpected(chosen.error());
    m_train->setEnabled(runs.has_value());
    if (!runs) {
        m_summary->setText(QString::fromStdString(runs.error().detail));
        return;
    }
    QString text = tr("%Ln run(s), compared by validation images.", nullptr,
        static_cast<int>(runs->configs.size()));
    if (runs->invalid > 0) {
        text += QLatin1Char(' ')
            + tr("%Ln combination(s) are left out, since settings exclude each other.", nullptr,
                static_cast<int>(runs->invalid));
    }
    m_summary->setText(
        text + QLatin1Char(' ') + tr("Every run is kept, on this computer; a stop loses nothing."));
    m_choice.plan = *chosen;
    m_choice.jobs = static_cast<int>(usableCores());
}

void SweepDialog::remember() const
{
    QStringList rows;
    for (const Row& row : m_rows) {
        if (!row.setting->currentData().toString().isEmpty()) {
            rows += row.setting->currentData().toString() + QLatin1Char('=') + row.values->text();
        }
    }
    QSettings settings;
    settings.setValue(rowsKey, rows);
    settings.setValue(runsKey, m_runs->value());
    settings.setValue(halvesKey, m_halves->isChecked());
}

} // namespace numeral::ui

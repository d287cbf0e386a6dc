// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/training/training_form.h"

#include "ui/appearance/icons.h"
#include "ui/appearance/wheel.h"
#include "ui/training/hidden_layers_editor.h"

#include <QComboBox>
#include <QDoubleSpinBox>
#include <QFormLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QLocale>
#include <QRandomGenerator>
#include <QSpinBox>
#include <QToolButton>

#include <algorithm>

namespace numeral::ui {

namespace {

struct PresetText {
    std::string_view id;
    const char* title;
    const char* reason;
};

constexpr std::array presetTexts{
    PresetText{"tutorial", QT_TRANSLATE_NOOP("numeral::ui::TrainingForm", "Tutorial"),
        QT_TRANSLATE_NOOP("numeral::ui::TrainingForm",
            "The network of the well-known tutorials: small, done in seconds, about 97%.")},
    PresetText{"linear", QT_TRANSLATE_NOOP("numeral::ui::TrainingForm", "Linear"),
        QT_TRANSLATE_NOOP("numeral::ui::TrainingForm",
            "No hidden layer at all: shows what the hidden layers are good for.")},
    PresetText{"wide", QT_TRANSLATE_NOOP("numeral::ui::TrainingForm", "Wide"),
        QT_TRANSLATE_NOOP(
            "numeral::ui::TrainingForm", "Ten times as many units: takes longer, reads better.")},
};

const PresetText* textOf(std::string_view id)
{
    const auto* const found = std::find_if(presetTexts.begin(), presetTexts.end(),
        [id](const PresetText& text) { return text.id == id; });
    return found != presetTexts.end() ? found : nullptr;
}

/// Shows a small number without the zeros at its end.
class ShortNumberBox final : public QDoubleSpinBox {
public:
    QString textFromValue(double value) const override
    {
        QString text = locale().toString(value, 'f', decimals());
        while (text.endsWith(locale().zeroDigit())) {
            text.chop(1);
        }
        return text.endsWith(locale().decimalPoint()) ? text + locale().zeroDigit() : text;
    }
};

/// A preset is about the network and how it learns; the seed is everyone's own.
bool matches(const TrainingPreset& preset, TrainingConfig config)
{
    config.seed = preset.config.seed;
    return config == preset.config;
}

} // namespace

TrainingForm::TrainingForm(QWidget* parent)
    : QWidget(parent)
    , m_layout(new QFormLayout(this))
    , m_presets(new QComboBox)
    , m_hiddenLayers(new HiddenLayersEditor)
    , m_learningRate(new ShortNumberBox)
    , m_validationShare(new QDoubleSpinBox)
    , m_seed(new QSpinBox)
    , m_parameterCount(new QLabel)
{
    m_layout->setContentsMargins(0, 0, 0, 0);
    m_layout->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
    addPresets();
    addRow(tr("Hidden &layers"), m_hiddenLayers, m_hiddenLayers->focusProxy());
    connect(m_hiddenLayers, &HiddenLayersEditor::changed, this, &TrainingForm::changed);
    m_batchSize
        = addNumber(QStringLiteral("batchSize"), tr("&Batch size"), TrainingConfig::batchSizes,
            tr("How many images the network looks at before its weights take one step."));
    m_epochs = addNumber(QStringLiteral("epochs"), tr("Epo&chs"), TrainingConfig::epochCounts,
        tr("How many times at most the network sees every training image."));
    m_patience = addNumber(QStringLiteral("patience"), tr("&Patience"), TrainingConfig::patiences,
        tr("Training stops early when the validation loss has not improved for this many epochs."));
    m_patience->setSpecialValueText(tr("off"));
    addLearningRate();
    addValidationShare();
    addSeed();

    m_parameterCount->setObjectName(QStringLiteral("parameterCount"));
    m_parameterCount->setWordWrap(true);
    m_parameterCount->setToolTip(tr("The numbers that training adjusts: all weights and biases."));
    m_layout->addRow(m_parameterCount);
    setConfig({});
}

void TrainingForm::addPresets()
{
    m_presets->setObjectName(QStringLiteral("presets"));
    m_presets->setToolTip(tr("Settings that go well together, to start from."));
    for (const TrainingPreset& preset : trainingPresets()) {
        const PresetText* text = textOf(preset.id);
        m_presets->addItem(text != nullptr ? tr(text->title) : QString::fromUtf8(preset.id.data()));
        m_presets->setItemData(m_presets->count() - 1,
            text != nullptr ? tr(text->reason) : QString(), Qt::ToolTipRole);
    }
    m_presets->addItem(tr("Your own"));
    m_presets->setItemData(m_presets->count() - 1, tr("What you have set below."), Qt::ToolTipRole);
    connect(m_presets, &QComboBox::activated, this, [this](int index) {
        const auto& presets = trainingPresets();
        if (index < static_cast<int>(presets.size())) {
            TrainingConfig config = presets[static_cast<std::size_t>(index)].config;
            config.seed = m_seed->value();
            setConfig(config);
        } else {
            showPreset();
        }
    });
    addRow(tr("P&reset"), m_presets, m_presets);
}

/// `widget` is the one in the row that the label's letter leads to.
void TrainingForm::addRow(const QString& label, QWidget* row, QWidget* widget)
{
    auto* text = new QLabel(label);
    text->setBuddy(widget);
    text->setToolTip(widget->toolTip());
    m_layout->addRow(text, row);
    ignoreWheelWithoutFocus(*widget);
}

QSpinBox* TrainingForm::addNumber(const QString& objectName, const QString& label,
    const Setting<int>& range, const QString& toolTip)
{
    auto* number = new QSpinBox;
    number->setObjectName(objectName);
    number->setRange(range.minimum, range.maximum);
    number->setGroupSeparatorShown(true);
    number->setToolTip(toolTip);
    connect(number, &QSpinBox::valueChanged, this, &TrainingForm::changed);
    addRow(label, number, number);
    return number;
}

void TrainingForm::addLearningRate()
{
    const auto& range = TrainingConfig::learningRates;
    m_learningRate->setObjectName(QStringLiteral("learningRate"));
    m_learningRate->setDecimals(6);
    m_learningRate->setRange(range.minimum, range.maximum);
    m_learningRate->setStepType(QAbstractSpinBox::AdaptiveDecimalStepType);
    m_learningRate->setToolTip(
        tr("How far one step goes: a small rate learns slowly, a large one may learn nothing."));
    connect(m_learningRate, &QDoubleSpinBox::valueChanged, this, &TrainingForm::changed);
    addRow(tr("Learning r&ate"), m_learningRate, m_learningRate);
}

void TrainingForm::addValidationShare()
{
    const auto& range = TrainingConfig::validationShares;
    m_validationShare->setObjectName(QStringLiteral("validationShare"));
    m_validationShare->setDecimals(1);
    m_validationShare->setRange(100.0 * range.minimum, 100.0 * range.maximum);
    m_validationShare->setSuffix(QStringLiteral(" %"));
    m_validationShare->setToolTip(
        tr("The part of the training images that is set aside to check what was learnt."));
    connect(m_validationShare, &QDoubleSpinBox::valueChanged, this, &TrainingForm::changed);
    addRow(tr("Val&idation"), m_validationShare, m_validationShare);
}

void TrainingForm::addSeed()
{
    const auto& range = TrainingConfig::seeds;
    m_seed->setObjectName(QStringLiteral("seed"));
    m_seed->setRange(static_cast<int>(range.minimum), static_cast<int>(range.maximum));
    m_seed->setToolTip(tr("Where all chance starts from: the same seed gives the same run again."));
    connect(m_seed, &QSpinBox::valueChanged, this, &TrainingForm::changed);

    auto* randomise = new QToolButton;
    randomise->setObjectName(QStringLiteral("randomiseSeed"));
    randomise->setIcon(themedIcon(QStringLiteral("dice")));
    randomise->setToolTip(tr("Draw a new seed."));
    randomise->setAccessibleName(tr("Draw a new seed"));
    connect(randomise, &QToolButton::clicked, this, [this] {
        constexpr int drawnSeeds = 1'000'000; // short enough to be told to somebody else
        m_seed->setValue(QRandomGenerator::global()->bounded(1, drawnSeeds));
    });

    auto* row = new QWidget;
    auto* layout = new QHBoxLayout(row);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_seed, 1);
    layout->addWidget(randomise);
    addRow(tr("See&d"), row, m_seed);
}

TrainingConfig TrainingForm::config() const
{
    TrainingConfig config;
    config.hiddenLayers = m_hiddenLayers->widths();
    config.batchSize = m_batchSize->value();
    config.epochs = m_epochs->value();
    config.patience = m_patience->value();
    config.learningRate = m_learningRate->value();
    config.validationShare = m_validationShare->value() / 100.0;
    config.seed = m_seed->value();
    return config;
}

void TrainingForm::setConfig(const TrainingConfig& config)
{
    m_loading = true;
    m_hiddenLayers->setWidths(config.hiddenLayers);
    m_batchSize->setValue(config.batchSize);
    m_epochs->setValue(config.epochs);
    m_patience->setValue(config.patience);
    m_learningRate->setValue(config.learningRate);
    m_validationShare->setValue(100.0 * config.validationShare);
    m_seed->setValue(static_cast<int>(config.seed));
    m_loading = false;
    changed();
}

void TrainingForm::setData(const ImageShape& image, std::size_t classes)
{
    m_image = image;
    m_classes = classes;
    showParameterCount();
}

void TrainingForm::setEditable(bool editable)
{
    for (int row = 0; row < m_layout->rowCount(); ++row) {
        QLayoutItem* field = m_layout->itemAt(row, QFormLayout::FieldRole);
        if (field != nullptr) {
            field->widget()->setEnabled(editable);
        }
    }
}

void TrainingForm::changed()
{
    if (m_loading) {
        return;
    }
    showPreset();
    showParameterCount();
    Q_EMIT configChanged();
}

void TrainingForm::showPreset()
{
    const auto& presets = trainingPresets();
    const TrainingConfig now = config();
    const auto found = std::find_if(presets.begin(), presets.end(),
        [&now](const TrainingPreset& preset) { return matches(preset, now); });
    m_presets->setCurrentIndex(static_cast<int>(found - presets.begin()));
}

void TrainingForm::showParameterCount()
{
    const MlpSpec network = config().network(m_image, m_classes);
    if (const Result<void> valid = network.validate(); !valid) {
        m_parameterCount->setText(QString::fromStdString(valid.error().detail));
        return;
    }
    QStringList widths{locale().toString(network.inputs)};
    for (const std::size_t width : network.hidden) {
        widths.append(locale().toString(width));
    }
    widths.append(locale().toString(network.outputs));
    m_parameterCount->setText(
        tr("%1: %2 parameters")
            .arg(widths.join(QStringLiteral(" – ")), locale().toString(network.parameterCount())));
}

} // namespace numeral::ui

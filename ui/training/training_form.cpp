// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/training/training_form.h"

#include "core/data/dataset.h"
#include "core/training/drawn_images.h"
#include "core/training/presets.h"
#include "core/training/run_setup.h"
#include "core/training/training_selection.h"
#include "ui/data/augmentation_preview.h"
#include "ui/training/data_rows.h"
#include "ui/training/device_list.h"
#include "ui/training/form_row.h"
#include "ui/training/form_section.h"
#include "ui/training/network_rows.h"
#include "ui/training/optimizer_rows.h"
#include "ui/training/refusal_note.h"
#include "ui/training/run_text.h"
#include "ui/training/seed_field.h"
#include "ui/training/setting_fields.h"

#include <QAbstractSpinBox>
#include <QComboBox>
#include <QDoubleSpinBox>
#include <QFormLayout>
#include <QLabel>
#include <QLocale>
#include <QSpinBox>

#include <algorithm>

namespace numeral::ui {

namespace {

constexpr std::size_t digits = 10; ///< number of classes until a data set is loaded

/// Sets what presets leave as it is: seed, engine, device, and what is used of the data.
void keepApartFromPreset(TrainingConfig& config, const TrainingConfig& kept)
{
    config.seed = kept.seed;
    config.engine = kept.engine;
    config.device = kept.device;
    config.classesUsed = kept.classesUsed;
    config.trainingImages = kept.trainingImages;
    config.labelNoise = kept.labelNoise;
    config.imbalance = kept.imbalance;
    config.filters = kept.filters;
}

bool matches(const TrainingPreset& preset, TrainingConfig config)
{
    keepApartFromPreset(config, preset.config);
    return config == preset.config;
}

} // namespace

TrainingForm::TrainingForm(const std::vector<std::string>& accelerators, QWidget* parent)
    : QWidget(parent)
    , m_layout(new QFormLayout(this))
    , m_fields(new SettingFields(this))
    , m_presets(new QComboBox)
    , m_seed(new SeedField)
    , m_device(new DeviceList(accelerators))
    , m_preview(new AugmentationPreview)
    , m_noDrawings(new QLabel)
    , m_engine(new QLabel)
    , m_refusal(new RefusalNote(this))
{
    m_layout->setContentsMargins(0, 0, 0, 0);
    m_layout->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
    connect(m_fields, &SettingFields::changed, this, &TrainingForm::fieldChanged);
    addPresets();
    addBasics();
    m_network->addSize();
    addLearning();
    addRegularisation();
    addDeformation();
    m_data = new DataRows(*addSection("dataSection", tr("Data &used")), *m_fields, this);
    connect(m_data, &DataRows::changed, this, &TrainingForm::changed);
    m_refusal->watch(*this);
    connect(this, &TrainingForm::configChanged, m_refusal, &RefusalNote::remove);
    setConfig({});
}

TrainingForm::~TrainingForm() = default;

void TrainingForm::addPresets()
{
    m_presets->setObjectName(QStringLiteral("presets"));
    m_presets->setToolTip(tr("Recommended settings to start from."));
    for (const TrainingPreset& preset : trainingPresets()) {
        m_presets->addItem(translatedSetting(preset.title));
        m_presets->setItemData(
            m_presets->count() - 1, translatedSetting(preset.reason), Qt::ToolTipRole);
    }
    m_presets->addItem(tr("Custom"));
    m_presets->setItemData(m_presets->count() - 1, tr("What you have set below."), Qt::ToolTipRole);
    connect(m_presets, &QComboBox::activated, this, [this] {
        if (const TrainingPreset* preset = shownPreset()) {
            choosePreset(*preset);
        } else {
            showPreset();
        }
    });
    addFormRow(*m_layout, tr("&Preset"), m_presets, m_presets);
}

/// Returns what the list of presets shows; null for Custom.
const TrainingPreset* TrainingForm::shownPreset() const
{
    const auto& presets = trainingPresets();
    const auto index = static_cast<std::size_t>(m_presets->currentIndex());
    return index < presets.size() ? &presets[index] : nullptr;
}

void TrainingForm::choosePreset(const TrainingPreset& preset)
{
    TrainingConfig config = preset.config;
    keepApartFromPreset(config, this->config());
    setConfig(config);
}

void TrainingForm::addBasics()
{
    using C = TrainingConfig;
    m_network = new NetworkRows(*m_layout, *m_fields, this);
    connect(m_network, &NetworkRows::changed, this, &TrainingForm::changed);
    m_fields->add(*m_layout, tr("&Batch size"), C::batchSizeSetting,
        [](C& config) -> int& { return config.batchSize; });
    m_fields->add(*m_layout, tr("Epo&chs"), C::epochsSetting,
        [](C& config) -> int& { return config.epochs; });
    m_fields
        ->add(*m_layout, tr("Pat&ience"), C::patienceSetting,
            [](C& config) -> int& { return config.patience; })
        ->setSpecialValueText(tr("off"));
    m_fields->add(*m_layout, tr("Learnin&g rate"), C::learningRateSetting,
        [](C& config) -> double& { return config.learningRate; }, {0, 0, {}});
    m_fields->add(*m_layout, tr("Va&lidation"), C::validationShareSetting,
        [](C& config) -> double& { return config.validationShare; }, {1, 2, QStringLiteral("%")});
    addFormRow(*m_layout, tr("See&d"), m_seed, m_seed->focusProxy());
    connect(m_seed, &SeedField::changed, this, &TrainingForm::changed);
}

FormSection* TrainingForm::addSection(const char* name, const QString& title)
{
    auto* section = new FormSection(QLatin1String(name), title);
    m_layout->addRow(section);
    return section;
}

void TrainingForm::addLearning()
{
    using C = TrainingConfig;
    m_learning = addSection("learningSection", tr("&Optimisation"));
    QFormLayout& rows = m_learning->rows();
    m_optimizer = std::make_unique<OptimizerRows>(rows, *m_fields);
    m_fields->add(rows, tr("Activation"), C::activationSetting,
        [](C& config) -> Activation& { return config.activation; });
    m_fields->add(rows, tr("Schedule"), C::scheduleSetting,
        [](C& config) -> Schedule& { return config.schedule; });
    m_fields->add(rows, tr("Initializer"), C::initializerSetting,
        [](C& config) -> Initializer& { return config.initializer; });
    m_ofPerceptrons = {
        {m_fields->add(rows, tr("Smooth start"), C::initialSmoothingSetting,
             [](C& config) -> bool& { return config.initialSmoothing; }),
            C::initialSmoothingSetting.text.key},
        {m_fields->add(rows, tr("Centring"), C::inputCentringSetting,
             [](C& config) -> bool& { return config.inputCentring; }),
            C::inputCentringSetting.text.key},
    };
    m_fields
        ->add(rows, tr("Averaging"), C::weightAveragingSetting,
            [](C& config) -> double& { return config.weightAveraging; }, {0.001, 0, {}})
        ->setSpecialValueText(tr("off"));
    m_fields->add(rows, tr("Keep best by"), C::stoppingMetricSetting,
        [](C& config) -> StoppingMetric& { return config.stoppingMetric; });
    QComboBox* engines = m_fields->add(rows, tr("Engine"), C::engineSetting,
        [](C& config) -> EngineChoice& { return config.engine; });
    for (const EngineInfo& engine : engineTable()) {
        const std::string description(engine.description);
        engines->setItemData(
            engines->findText(translatedSetting(std::string(engine.title).c_str())),
            translatedSetting(description.c_str()) + QLatin1Char(' ')
                + (engine.bitIdenticalAcrossThreads
                        ? tr("The same seed repeats a run bit for bit.")
                        : tr("The same seed and number of threads repeat a run bit for bit.")),
            Qt::ToolTipRole);
    }
    addFormRow(rows, tr("Device"), m_device, m_device);
    connect(m_device, &QComboBox::currentIndexChanged, this, &TrainingForm::changed);
    m_engine->setObjectName(QStringLiteral("chosenEngine"));
    m_engine->setWordWrap(true);
    m_learning->addWide(m_engine);
}

void TrainingForm::addRegularisation()
{
    using C = TrainingConfig;
    m_regularisation = addSection("regularisationSection", tr("&Regularisation"));
    QFormLayout& rows = m_regularisation->rows();
    m_fields->add(rows, tr("Dropout"), C::dropoutSetting,
        [](C& config) -> double& { return config.dropout; }, {0.05, 0, {}});
    m_fields->add(rows, tr("Weight decay"), C::weightDecaySetting,
        [](C& config) -> double& { return config.weightDecay; }, {0.01, 0, {}});
    m_fields->add(rows, tr("Label smoothing"), C::labelSmoothingSetting,
        [](C& config) -> double& { return config.labelSmoothing; }, {0.05, 0, {}});
}

void TrainingForm::addDeformation()
{
    using C = TrainingConfig;
    using Limits = AugmentationLimits;
    m_augmentation = addSection("deformationSection", tr("Aug&mentation"));
    m_augmentation->addWide(m_preview);
    QFormLayout& rows = m_augmentation->rows();
    const QString degrees = QStringLiteral("°");
    const QString pixels = tr(" px");
    m_fields->add(rows, tr("Rotation"), Limits::rotationSetting,
        [](C& config) -> double& { return config.augmentation.rotation; }, {1, 0, degrees});
    m_fields->add(rows, tr("Scaling"), Limits::scalingSetting,
        [](C& config) -> double& { return config.augmentation.scaling; },
        {1, 2, QStringLiteral("%")});
    m_fields->add(rows, tr("Shear"), Limits::shearSetting,
        [](C& config) -> double& { return config.augmentation.shear; }, {1, 0, degrees});
    m_fields->add(rows, tr("Shift"), Limits::shiftSetting,
        [](C& config) -> double& { return config.augmentation.shift; }, {0.5, 0, pixels});
    m_fields->add(rows, tr("Bending"), Limits::elasticStrengthSetting,
        [](C& config) -> double& { return config.augmentation.elasticStrength; }, {2, 0, {}});
    m_fields->add(rows, tr("Smoothness"), Limits::elasticSmoothnessSetting,
        [](C& config) -> double& { return config.augmentation.elasticSmoothness; },
        {0.5, 0, pixels});
    m_fields->add(rows, tr("Thickness"), Limits::strokeThicknessSetting,
        [](C& config) -> double& { return config.augmentation.strokeThickness; }, {0.1, 0, pixels});
    const NumberFormat share{1, 2, QStringLiteral("%")};
    m_penDrawings = m_fields->add(
        rows, tr("Pen drawings"), C::penDrawingsSetting,
        [](C& config) -> double& { return config.penDrawings; }, share);
    m_outliers = m_fields->add(
        rows, tr("Scribbles (no class)"), C::outliersSetting,
        [](C& config) -> double& { return config.outliers; }, share);
    m_noDrawings->setObjectName(QStringLiteral("noDrawings"));
    m_noDrawings->setWordWrap(true);
    m_noDrawings->setTextFormat(Qt::PlainText); // it names a data set
    m_noDrawings->hide();
    m_augmentation->addWide(m_noDrawings);
}

TrainingConfig TrainingForm::config() const
{
    TrainingConfig config;
    m_fields->read(config);
    m_network->read(config);
    m_data->read(config);
    config.seed = m_seed->seed();
    config.device = m_device->device();
    return withoutUnusedSettings(config);
}

void TrainingForm::setConfig(const TrainingConfig& config)
{
    m_loading = true;
    m_fields->show(config);
    m_network->show(config);
    m_data->show(config);
    m_seed->setSeed(config.seed);
    m_device->setDevice(config.device);
    m_loading = false;
    changed();
}

bool TrainingForm::commit()
{
    if (auto* field = qobject_cast<QAbstractSpinBox*>(focusWidget())) {
        field->interpretText();
    }
    return !m_refusal->leadBack();
}

void TrainingForm::setDataset(const std::shared_ptr<const Dataset>& dataset)
{
    m_dataset = dataset;
    m_preview->setImages(dataset->training);
    m_data->setDataset(*dataset);
    showNetwork();
    showDrawings();
    showNotes();
}

/// Presets keep them, so that they are there again with digits.
void TrainingForm::showDrawings()
{
    const bool areDrawn = canDrawDigits(*m_dataset);
    const bool areScribbled = canDrawOutliers(*m_dataset);
    m_fields->setUsable(m_penDrawings, areDrawn);
    m_fields->setUsable(m_outliers, areScribbled);
    const QString name = QString::fromStdString(m_dataset->name);
    m_noDrawings->setText(areScribbled
            ? tr("Pen drawings are for digits: not used with %1.").arg(name)
            : tr("Pen drawings and scribbles are for handwriting: not used with %1.").arg(name));
    m_noDrawings->setVisible(!areDrawn);
}

void TrainingForm::setEditable(bool editable)
{
    m_fields->setEditable(editable);
    m_network->setEditable(editable);
    m_data->setEditable(editable);
    m_presets->setEnabled(editable);
    m_seed->setEnabled(editable);
    m_device->setEnabled(editable);
}

/// Where a preset was left as it is, another kind of network begins with its own first preset: with
/// Tutorial's 100 epochs a convolutional network would take half an hour.
void TrainingForm::fieldChanged()
{
    const TrainingPreset* preset = m_loading ? nullptr : shownPreset();
    const NetworkKind kind = config().kind;
    if (preset != nullptr && preset->config.kind != kind) {
        const auto& presets = trainingPresets();
        choosePreset(*std::find_if(presets.begin(), presets.end(),
            [kind](const TrainingPreset& first) { return first.config.kind == kind; }));
    } else {
        changed();
    }
}

void TrainingForm::changed()
{
    if (m_loading) {
        return;
    }
    showPreset();
    showNotes();
    showNetwork();
    showEngine();
    const TrainingConfig now = config();
    m_preview->setFilters(now.filters);
    m_preview->setAugmentation(now.augmentation, static_cast<std::uint64_t>(now.seed));
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

/// Updates the notes beside the sections' titles, and which optimizer rows are shown.
void TrainingForm::showNotes()
{
    const TrainingConfig now = config();
    const TrainingConfig usual;
    TrainingConfig basic = now;
    basic.optimizer = usual.optimizer;
    basic.momentum = usual.momentum;
    basic.nesterov = usual.nesterov;
    basic.beta1 = usual.beta1;
    basic.beta2 = usual.beta2;
    basic.epsilon = usual.epsilon;
    basic.alpha = usual.alpha;
    basic.initialAccumulator = usual.initialAccumulator;
    basic.activation = usual.activation;
    basic.initializer = usual.initializer;
    basic.initialSmoothing = usual.initialSmoothing;
    basic.inputCentring = usual.inputCentring;
    basic.schedule = usual.schedule;
    basic.weightAveraging = usual.weightAveraging;
    basic.stoppingMetric = usual.stoppingMetric;
    basic.engine = usual.engine;
    basic.device = usual.device;
    m_learning->setNote(basic == now ? tr("basic") : tr("advanced"));
    const bool regularised = now.dropout > 0 || now.weightDecay > 0 || now.labelSmoothing > 0;
    m_regularisation->setNote(regularised ? tr("on") : tr("off"));
    m_optimizer->showFor(now.optimizer);
    m_learning->rows().setRowVisible(m_device, m_device->hasChoice());
    const bool isDrawn = now.penDrawings > 0 && (!m_dataset || canDrawDigits(*m_dataset));
    const bool isScribbled = now.outliers > 0 && (!m_dataset || canDrawOutliers(*m_dataset));
    const bool isVaried = !now.augmentation.isIdentity() || isDrawn || isScribbled;
    m_augmentation->setNote(isVaried ? tr("on") : tr("off"));
    m_data->showState(now);
}

Architecture TrainingForm::network() const
{
    return m_dataset ? networkFor(config(), *m_dataset) : config().network(ImageShape(), digits);
}

void TrainingForm::showEngine()
{
    const Result<ChosenEngine> chosen = chosenEngine(config(), network());
    m_isEngineNative = chosen && chosen->info->choice == EngineChoice::Native;
    m_engine->setVisible(m_isEngineNative); // else it is in the note that is always visible
    if (!chosen) {
        m_engine->setText(QString::fromStdString(chosen.error().detail));
        return;
    }
    QString text = tr("Engine: %1").arg(QString::fromStdString(chosen->reason));
    if (const std::optional<double> seconds = chosen->info->loadSeconds()) {
        text += QLatin1Char(' ') + tr("Loaded in %1.").arg(durationText(*seconds));
    }
    if (const std::string_view remark = chosen->info->remark(); !remark.empty()) {
        text += QLatin1Char(' ')
            + QString::fromUtf8(remark.data(), static_cast<qsizetype>(remark.size()));
    }
    m_engine->setText(text);
}

QString TrainingForm::engineNote() const
{
    return m_isEngineNative ? QString() : m_engine->text();
}

/// Shows the network's size, and only the settings that it uses.
void TrainingForm::showNetwork()
{
    m_network->showKind(config().kind);
    m_network->showSize(network());
    for (const auto& [field, key] : m_ofPerceptrons) {
        m_learning->rows().setRowVisible(field, usesSetting(config().kind, key));
    }
}

} // namespace numeral::ui

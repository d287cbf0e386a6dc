// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/network_comparison.h"

#include "core/exchange/formats.h"
#include "ui/data/data_panel.h"
#include "ui/mistakes/mistakes_panel.h"
#include "ui/mistakes/two_networks_view.h"
#include "ui/runs/run_list.h"
#include "ui/runs/runs_panel.h"
#include "ui/window/file_dialog.h"
#include "ui/window/message_bar.h"
#include "ui/window/model_store.h"
#include "ui/window/panel_dock.h"

#include <QFileDialog>
#include <QFileInfo>
#include <QMainWindow>
#include <QMenu>
#include <QStackedWidget>

namespace numeral::ui {

namespace {

Result<std::array<Model, 2>> modelsOf(const RunHistory& history, RunId first, RunId second)
{
    std::array<Model, 2> models;
    for (const auto& [place, run] : {std::pair(0U, first), std::pair(1U, second)}) {
        Result<Model> model = history.model(run);
        if (!model) {
            return tl::unexpected(model.error());
        }
        models[place] = std::move(*model);
    }
    return models;
}

} // namespace

NetworkComparison::NetworkComparison(const NetworkComparisonParts& parts)
    : QObject(&parts.window)
    , m_parts(parts)
{
    QMenu* menu = &parts.mistakes.comparisonMenu();
    connect(menu, &QMenu::aboutToShow, this, [this, menu] { offer(*menu); });
    connect(&parts.runs, &RunsPanel::networksWanted, this, &NetworkComparison::compareRuns);
    const auto back
        = [&pages = parts.pages, &mistakes = parts.mistakes] { pages.setCurrentWidget(&mistakes); };
    connect(&parts.view, &TwoNetworksView::backRequested, this, back);
}

/// Lists the networks that can be compared with the one that reads.
void NetworkComparison::offer(QMenu& menu)
{
    menu.clear();
    const ModelStore& store = m_parts.store;
    if (store.reading() == Reading::Own) {
        menu.addAction(tr("With the &Built-in Network"), this,
            [this] { compareWith(m_parts.store.bundled(), tr("the built-in network")); });
    } else if (store.own() != nullptr) {
        menu.addAction(tr("With &Your Network"), this,
            [this] { compareWith(*m_parts.store.own(), tr("your network")); });
    }
    menu.addAction(tr("With a &File…"), this, &NetworkComparison::chooseFile);
    menu.addAction(tr("Two &Runs: Select Them…"), this, [this] {
        showPanel(m_parts.runs);
        m_parts.messages.showNotice(
            tr("Select two runs in the table, then Compare Their Networks in its menu."));
    });
}

void NetworkComparison::chooseFile()
{
    QFileDialog* dialog = makeModelDialog(m_parts.window, tr("Compare with a model"));
    connect(dialog, &QFileDialog::fileSelected, this, [this](const QString& file) {
        m_opening.startLatest([path = file.toStdString()](JobControl&) { return readModel(path); },
            [this, file](const Result<Model>& model) {
                if (model) {
                    rememberFolderOf(file);
                    compareWith(*model, QFileInfo(file).fileName());
                } else {
                    m_parts.messages.showError(model.error());
                }
            });
    });
    dialog->open();
}

void NetworkComparison::compareWith(const Model& other, const QString& name)
{
    show({m_parts.store.model(), other}, {m_parts.store.origin(), name});
}

void NetworkComparison::compareRuns(RunId first, RunId second)
{
    m_parts.list.fetch(
        [first, second](const RunHistory& history) { return modelsOf(history, first, second); },
        [this, first, second](const std::array<Model, 2>& models) {
            show(models, {tr("run %1").arg(first), tr("run %1").arg(second)});
        });
}

void NetworkComparison::show(
    const std::array<Model, 2>& models, const std::array<QString, 2>& names)
{
    if (!m_parts.data.dataset()) {
        m_parts.messages.showNotice(
            tr("Open a data set first: the networks read its test images."));
        return;
    }
    m_parts.view.show(tr("Compared: %1 and %2").arg(names[0], names[1]), names,
        {models, m_parts.data.asInFiles(), m_parts.data.dataset()->edits});
    m_parts.pages.setCurrentWidget(&m_parts.view);
    showPanel(m_parts.pages);
}

} // namespace numeral::ui

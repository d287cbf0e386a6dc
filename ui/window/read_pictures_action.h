// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/base/job_tracker.h"

#include <QAction>

class QMainWindow;

namespace numeral::ui {

class Activity;
class MessageBar;
class ModelStore;
class ReadPicturesDialog;
class RecognitionPanel;

/// What the action works with.
struct ReadPicturesParts {
    QMainWindow& window;
    Activity& activity;
    ModelStore& store;
    RecognitionPanel& drawing;
    MessageBar& messages;
};

/// Opens the dialog that reads a folder of pictures, with the network that reads drawings at that
/// time. It doesn't disturb training, nor training it.
class ReadPicturesAction final : public QAction {
    Q_OBJECT

public:
    explicit ReadPicturesAction(const ReadPicturesParts& parts);

private:
    void open();
    void makeDialog();
    void chooseFolder();
    void chooseFiles();
    void read(const QStringList& places);
    void chooseTarget();
    void save(const QString& file);

    ReadPicturesParts m_parts;
    ReadPicturesDialog* m_dialog = nullptr; ///< once it was opened; a child of the window
    JobTracker m_saving;
};

} // namespace numeral::ui

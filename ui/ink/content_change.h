// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/ink/canvas_content.h"

#include <QUndoCommand>

#include <functional>
#include <utility>

namespace numeral::ui {

/// Any change of the canvas, to be undone and redone: the content before and after it, and the
/// function that shows one of them.
class ContentChange : public QUndoCommand {
public:
    using Show = std::function<void(const CanvasContent&)>;

    ContentChange(Show show, CanvasContent before, CanvasContent after, const QString& what)
        : QUndoCommand(what)
        , m_show(std::move(show))
        , m_before(std::move(before))
        , m_after(std::move(after))
    {
    }

    void undo() override { m_show(m_before); }
    void redo() override { m_show(m_after); }

private:
    Show m_show;
    CanvasContent m_before;
    CanvasContent m_after;
};

} // namespace numeral::ui

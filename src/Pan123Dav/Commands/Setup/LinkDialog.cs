using Pan123Dav.Console;

namespace Pan123Dav.Commands.Setup;

/// <summary>Gets the links, and settles with their owner what their lines mean.</summary>
/// <param name="options">May name a file.</param>
/// <param name="prompts">Asks.</param>
/// <param name="text">The language.</param>
internal sealed class LinkDialog(SetupOptions options, ISetupPrompts prompts, SetupText text)
{
    /// <summary>The links, all of them good; or the backup.</summary>
    public (PastedLinks? Links, LinkInput Input) Get()
    {
        if (options.Backup is { } backup)
        {
            return (null, LinkInput.Read(backup, isBackup: true, text, prompts.Say));
        }

        if (options.Links is { } file)
        {
            var input = LinkInput.Read(file, isBackup: false, text, prompts.Say);
            return (input.Text is { } given ? Settle(given, canAsk: false) : null, input);
        }

        while (true)
        {
            var answer = prompts.AskLines(text.AskLinks, "--links", IsPath);
            try
            {
                var input = IsPath(answer) ? LinkInput.Read(TypedPath.Read(answer), isBackup: false, text, prompts.Say) : new LinkInput(answer, null);
                if (input.Text is not { } pasted)
                {
                    return (null, input);
                }

                if (Settle(pasted, canAsk: true) is { } links)
                {
                    return (links, input);
                }
            }
            catch (SetupEndedException e) when (IsPath(answer))
            {
                prompts.Say(e.Message);
            }
        }
    }

    /// <summary>Says what was made of which line, and what is wrong.</summary>
    public static void Print(IEnumerable<PastedLineNote> notes, SetupText text, Action<string> say) =>
        SetupNotes.Say(notes, note => (note.Repair, note.Diagnostic?.Code), note => note.Format(text), text, say);

    // A line without a link that is no folder either, as people write or drag a file's path into a terminal.
    private static bool IsPath(string answer) =>
        (!answer.Contains("://", StringComparison.Ordinal) || TypedPath.IsFileUrl(answer)) && !answer.Contains('\n', StringComparison.Ordinal)
            && TypedPath.Read(answer) is { Length: > 0 } path && (File.Exists(path) || !path.EndsWith(':'));

    private PastedLinks? Settle(string pasted, bool canAsk)
    {
        var links = PastedLinks.Settle(pasted);
        Print(links.Notes, text, prompts.Say);
        if (!links.HasLinks)
        {
            return canAsk ? Refuse(text.LinksMissing) : throw new SetupEndedException(text.LinksMissing);
        }

        if (links.HasErrors)
        {
            var faulty = text.LinesFaulty(links.Notes.Where(note => note.IsError).Select(note => note.Line).Distinct().Count());
            if (!canAsk)
            {
                throw new SetupEndedException(faulty);
            }

            prompts.Say(faulty);
            if (!prompts.Confirm(text.AskLeaveOut, "--links"))
            {
                return null;
            }

            links = links.WithoutErrors();
            if (!links.HasLinks || links.HasErrors)
            {
                return Refuse(text.LinksMissing);
            }
        }

        prompts.Say(text.LinksRead(links.Files, links.Folders));
        return links;
    }

    private PastedLinks? Refuse(string message)
    {
        prompts.Say(message);
        return null;
    }
}

using Pan123Dav.Console;
using Spectre.Console;

namespace Pan123Dav.Commands.Setup;

/// <summary>Asks on a terminal.</summary>
/// <param name="console">The terminal.</param>
/// <param name="text">The language.</param>
internal sealed class TerminalPrompts(IAnsiConsole console, SetupText text) : ISetupPrompts
{
    // Between two pieces of what is pasted; a person is slower.
    private static readonly TimeSpan PasteGap = TimeSpan.FromMilliseconds(150);

    public bool IsTerminal => true;

    public void Say(string text) => console.WriteLine(text);

    public string Ask(string question, string option) => console.Prompt(Create(question).AllowEmpty()).Trim();

    public string AskSecret(string question, string option) => console.Prompt(Create(question).AllowEmpty().Secret(null));

    // Lines as the terminal gives them: what is pasted is many at once, and a link may be longer than the window is wide.
    public string AskLines(string question, string option, Func<string, bool> isWhole) =>
        new LinePrompts(System.Console.In, new PromptWriter(console), text, IsPasting).AskLines(question, option, isWhole);

    public string Choose(string question, string option, IReadOnlyList<string> choices) => console
        .Prompt(new SelectionPrompt<string> { Converter = Markup.Escape }.Title($"[bold]{Markup.Escape(question)}[/]").AddChoices(choices))
        .Split(':', '：')[0];

    public bool Confirm(string question, string option) =>
        console.Prompt(new ConfirmationPrompt($"[bold]{Markup.Escape(question)}[/]")
        {
            DefaultValue = false,
            InvalidChoiceMessage = Markup.Escape(text.YesOrNo),
        });

    // Mails put empty lines between links. The terminal itself knows no time, so this waits in real time.
    private static bool IsPasting() => System.Console.KeyAvailable || SpinWait.SpinUntil(() => System.Console.KeyAvailable, PasteGap);

    private static TextPrompt<string> Create(string question) => new($"[bold]{Markup.Escape(question)}[/]:");

    private sealed class PromptWriter(IAnsiConsole console) : StringWriter(System.Globalization.CultureInfo.InvariantCulture)
    {
        public override void Flush()
        {
            console.Write(new Text(ToString()));
            GetStringBuilder().Clear();
        }
    }
}

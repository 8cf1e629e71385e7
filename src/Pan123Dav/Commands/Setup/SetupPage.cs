using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using Pan123Dav.Console;

namespace Pan123Dav.Commands.Setup;

/// <summary>The setup page: one form that works without script. What was typed comes back after a mistake, but for key and passwords.</summary>
internal sealed class SetupPage
{
    private const string Style = """
        body{font:1rem/1.5 system-ui,sans-serif;max-width:42rem;margin:2rem auto;padding:0 1rem;color:#1b1b1b;background:#fff}
        label,legend{display:block;font-weight:600;margin-top:1rem}
        input:not([type=radio]),textarea{box-sizing:border-box;width:100%;min-height:2.5rem;font:inherit;padding:.4rem}
        input,textarea{border:1px solid #767676;border-radius:4px}
        textarea{min-height:12rem;font-family:ui-monospace,monospace;white-space:pre;overflow:auto}
        fieldset{border:0;padding:0;margin:1rem 0 0}legend{padding:0}fieldset label{font-weight:400;margin:.25rem 0;min-height:2.5rem}
        button{margin:1.5rem 0;min-height:2.75rem;padding:0 1.5rem;font:inherit;font-weight:600;border:0;border-radius:4px;background:#0b5cad;color:#fff}
        .go{display:inline-block;margin:1rem 0;line-height:2.75rem;padding:0 1.5rem;font-weight:600;border-radius:4px;background:#0b5cad;color:#fff}
        small{display:block;color:#555}.mistakes{border-left:4px solid #b3261e;padding:.1rem 1rem;background:#fdecea}
        @media(prefers-color-scheme:dark){body{color:#eee;background:#1b1b1b}input,textarea{color:inherit;background:#2a2a2a}
        a:not(.go){color:#8ab4f8}small{color:#bbb}.mistakes{background:#3b1d1b}}
        """;

    private readonly SetupText _text;
    private readonly SetupPageText _page;

    public SetupPage(TextLanguage language) => (_text, _page) = (SetupText.For(language), SetupPageText.For(language));

    /// <summary>What the page's own style and form may do, and nothing else.</summary>
    public static string Policy { get; } = "default-src 'none'; style-src 'sha256-"
        + Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(Style))) + "'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

    /// <summary>The form.</summary>
    /// <param name="form">What was typed before.</param>
    /// <param name="isCodeRight">Whether the code need not be typed again.</param>
    /// <param name="mistakes">What is wrong with it.</param>
    /// <param name="hasTree">Whether a tree text is there already.</param>
    public string Form(SetupForm form, bool isCodeRight, IReadOnlyList<string> mistakes, bool hasTree)
    {
        var html = Begin(_page.Title).Append("<h1>").Append(Encode(_page.Title)).Append("</h1><p>").Append(Encode(_page.Intro)).Append("</p>");
        if (mistakes.Count > 0)
        {
            html.Append("<div class=\"mistakes\" role=\"alert\" tabindex=\"-1\"><p><strong>").Append(Encode(_page.Mistakes)).Append("</strong></p>");
            AppendList(html, mistakes);
            html.Append("<p>").Append(Encode(_page.SecretsAgain)).Append("</p></div>");
        }

        html.Append("<form method=\"post\" action=\"setup\" accept-charset=\"utf-8\">");
        Input(html, "code", _page.Code, isCodeRight ? form.Code : "", "text", "one-time-code", _page.CodeHelp);
        Input(html, "privateKey", _text.AskKey, "", "password", "off");
        Input(html, "uid", _text.AskUid, form.Uid, "text", "off");
        html.Append("<label for=\"links\">").Append(Encode(_page.Links)).Append("</label><textarea id=\"links\" name=\"links\" spellcheck=\"false\"")
            .Append(hasTree ? " aria-describedby=\"links-help\">" : " required>").Append('\n').Append(Encode(form.Links)).Append("</textarea>")
            .Append(hasTree ? $"<small id=\"links-help\">{Encode(_page.TreeKept)}</small>" : "");
        Input(html, "user", _text.AskUser, form.User, "text", "username");
        Input(html, "password", _text.AskPassword, "", "password", "new-password");
        Input(html, "password2", _text.AskPasswordAgain, "", "password", "new-password");
        AppendReach(html, SetupReaches.Parse(form.Reach) ?? SetupReach.Network);
        Input(html, "domain", _page.Domain, form.Domain, "text", "off");
        return html.Append("<button type=\"submit\">").Append(Encode(_page.Submit)).Append("</button></form></main></body></html>\n").ToString();
    }

    /// <summary>What is shown when all is written.</summary>
    /// <param name="drive">Where the drive will be, from here.</param>
    /// <param name="addresses">Where other devices find it.</param>
    /// <param name="user">Who signs in.</param>
    /// <param name="repairs">What was made of which line.</param>
    /// <param name="written">The files.</param>
    public string Done(string drive, IEnumerable<string> addresses, string user, IReadOnlyList<string> repairs, IEnumerable<string> written)
    {
        var html = Begin(_page.Done).Append("<h1>").Append(Encode(_page.Done)).Append("</h1>");
        AppendList(html, written.Select(_text.Written));
        if (repairs.Count > 0)
        {
            html.Append("<p>").Append(Encode(_page.Repaired)).Append("</p>");
            AppendList(html, repairs);
        }

        // No going there by itself: what was made of the links is to be read first.
        html.Append("<p>").Append(Encode(_text.WhereItIs)).Append("</p>");
        AppendList(html, addresses);
        return html.Append("<p>")
            .Append(Encode(string.Format(CultureInfo.InvariantCulture, _page.User, user)))
            .Append("</p><p><a class=\"go\" href=\"").Append(Encode(drive)).Append("\">")
            .Append(Encode(_page.Open)).Append("</a></p></main></body></html>\n").ToString();
    }

    /// <summary>A page of one sentence.</summary>
    public string Message(string message) => Begin(_page.Title)
        .Append("<h1>").Append(Encode(_page.Title)).Append("</h1><p role=\"alert\">").Append(Encode(message))
        .Append("</p><p><a href=\"setup\">").Append(Encode(_page.Title)).Append("</a></p></main></body></html>\n").ToString();

    private StringBuilder Begin(string title) => new StringBuilder("<!DOCTYPE html>\n<html lang=\"").Append(_text.Tag)
        .Append("\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width\"><title>")
        .Append(Encode(title)).Append("</title><style>").Append(Style).Append("</style></head><body><main>");

    private void AppendReach(StringBuilder html, SetupReach chosen)
    {
        html.Append("<fieldset><legend>").Append(Encode(_page.Reach)).Append("</legend>");
        string[] labels = [_text.ReachMachine, _text.ReachNetwork, _text.ReachDomain];
        for (var i = 0; i < labels.Length; i++)
        {
            html.Append("<label><input type=\"radio\" name=\"reach\" value=\"").Append(SetupReaches.Words[i]).Append(i == (int)chosen ? "\" checked> " : "\"> ")
                .Append(Encode(labels[i])).Append("</label>");
        }

        html.Append("<small>").Append(Encode(_text.NetworkWarning)).Append("</small></fieldset>");
    }

    private static void Input(StringBuilder html, string name, string label, string value, string type, string autocomplete, string? help = null) => html
        .Append("<label for=\"").Append(name).Append("\">").Append(Encode(label)).Append("</label><input id=\"").Append(name).Append("\" name=\"").Append(name)
        .Append("\" type=\"").Append(type).Append("\" autocomplete=\"").Append(autocomplete).Append("\" value=\"").Append(Encode(value))
        .Append(help is null ? "\">" : $"\" aria-describedby=\"{name}-help\"><small id=\"{name}-help\">{Encode(help)}</small>");

    private static void AppendList(StringBuilder html, IEnumerable<string> items)
    {
        html.Append("<ul>");
        foreach (var item in items)
        {
            html.Append("<li>").Append(Encode(item)).Append("</li>");
        }

        html.Append("</ul>");
    }

    private static string Encode(string text) => WebUtility.HtmlEncode(text);
}

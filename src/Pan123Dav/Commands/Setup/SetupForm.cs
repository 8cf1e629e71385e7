using Pan123Dav.Authentication.Passwords;
using Pan123Dav.Console;

namespace Pan123Dav.Commands.Setup;

/// <summary>The fields of the setup page.</summary>
internal sealed record SetupForm
{
    public string Code { get; init; } = "";

    public string PrivateKey { get; init; } = "";

    public string Uid { get; init; } = "";

    public string Links { get; init; } = "";

    public string User { get; init; } = "";

    public string Password { get; init; } = "";

    public string Password2 { get; init; } = "";

    public string Reach { get; init; } = "";

    public string Domain { get; init; } = "";

    /// <summary>Reads them; of one that comes twice the first counts.</summary>
    public static SetupForm From(IFormCollection form)
    {
        return new SetupForm
        {
            Code = Get("code"),
            PrivateKey = Get("privateKey").Trim(),
            Uid = Get("uid").Trim(),
            Links = Get("links"),
            User = Get("user").Trim(),
            Password = Get("password"),
            Password2 = Get("password2"),
            Reach = Get("reach").Trim(),
            Domain = Get("domain").Trim(),
        };

        string Get(string field) => form.TryGetValue(field, out var values) && values.Count > 0 ? values[0] ?? "" : "";
    }

    /// <summary>The answers, or every mistake.</summary>
    /// <param name="text">The language.</param>
    /// <param name="existingTree">The tree text that is there already; null when there is none.</param>
    public (SetupAnswers? Answers, PastedLinks? Links, IReadOnlyList<string> Mistakes) Check(SetupText text, string? existingTree)
    {
        var mistakes = new List<string>();
        var isThere = string.IsNullOrWhiteSpace(Links) && existingTree is not null;
        var links = PastedLinks.Settle(isThere ? existingTree! : Links);
        CheckLinks(links, text, mistakes);
        if (PrivateKey.Any(c => char.IsWhiteSpace(c) || char.IsControl(c)))
        {
            mistakes.Add(text.KeyHasBlanks);
        }

        var uid = CheckUid(links, text, mistakes);
        var (user, userMistake) = SetupDialog.CheckUser(text)(User);
        mistakes.AddRange(userMistake is null ? [] : [userMistake]);
        if (WeakPassword.Find(User, Password) is { } weakness)
        {
            mistakes.Add(text.WeakPassword(weakness));
        }
        else if (Password != Password2)
        {
            mistakes.Add(text.PasswordsDiffer);
        }

        if (SetupReaches.Parse(Reach) is not { } reach)
        {
            mistakes.Add(text.ReachWrong);
            reach = SetupReach.Machine;
        }

        var domain = reach == SetupReach.Domain && Domain.Length > 0 ? SetupReaches.ParseDomain(Domain) : null;
        if (reach == SetupReach.Domain && Domain.Length > 0 && domain is null)
        {
            mistakes.Add(text.DomainWrong);
        }

        return mistakes.Count > 0 ? (null, links, mistakes) : (new SetupAnswers
        {
            PrivateKey = PrivateKey,
            Uid = uid,
            Tree = isThere ? null : links.Tree,
            TreeFile = isThere ? SetupSettings.TreeName : null,
            User = user!,
            PasswordHash = PasswordHashing.CreateHasher().HashPassword("", Password),
            Reach = reach,
            Domain = domain,
        }, links, mistakes);
    }

    /// <summary>Nothing of it: it is full of secrets.</summary>
    public override string ToString() => nameof(SetupForm);

    private static void CheckLinks(PastedLinks links, SetupText text, List<string> mistakes)
    {
        if (!links.HasLinks)
        {
            mistakes.Add(text.LinksMissing);
        }
        else if (links.HasErrors)
        {
            mistakes.Add(text.AskLinksFaulty);
            LinkDialog.Print(links.Notes.Where(note => note.IsError), text, mistakes.Add);
        }
    }

    private ulong CheckUid(PastedLinks links, SetupText text, List<string> mistakes)
    {
        ulong uid = 0;
        if (Uid.Length > 0 && !ulong.TryParse(Uid, System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out uid))
        {
            mistakes.Add(text.UidWrong);
        }
        else if (PrivateKey.Length > 0 && uid == 0)
        {
            uid = LinkAccount.Find(links.Tree) ?? 0;
            mistakes.AddRange(uid == 0 ? [text.UidMissing] : []);
        }

        return uid;
    }
}

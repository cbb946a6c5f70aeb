namespace Lanekeeper.Web.SignIn.Oidc;

/// <summary>Every way in which a sign-in at the provider comes to nothing here.</summary>
internal static class OidcProblems
{
    public static Problem Away(string name) =>
        new(ProblemKind.Upstream, "sign-in.provider-away", $"{name} does not answer as it should. Try again in a minute; with a password or a link from an admin you can sign in without it.");

    public static Problem Stale() =>
        new(ProblemKind.Invalid, "sign-in.stale", "This sign-in was not begun in this browser, was begun too long ago, or is used already. Begin again.");

    /// <param name="name">The provider's.</param>
    /// <param name="error">Its own word, which anybody may have put into the address.</param>
    public static Problem Refused(string name, string error) =>
        new(ProblemKind.Denied, "sign-in.provider-refused", $"{name} did not sign you in{(IsWord(error) ? $" ({error})" : "")}. Begin again, or ask an admin.");

    public static Problem Distrusted(string name, string why) =>
        new(ProblemKind.Denied, "sign-in.bad-token", $"What {name} sent cannot be trusted: {why}. You were not signed in. Begin again; if it stays so, an admin has to look at the provider's settings.");

    private static bool IsWord(string text) => text.Length is > 0 and <= 60 && text.All(letter => char.IsAsciiLetterLower(letter) || letter == '_');
}

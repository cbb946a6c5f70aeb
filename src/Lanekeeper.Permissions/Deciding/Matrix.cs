namespace Lanekeeper.Permissions.Deciding;

/// <summary>The table of the ladder: ceiling times effect. A pair that it does not know is denied.</summary>
internal static class Matrix
{
    public static Decision Decide(Ceiling ceiling, Effect effect, string tool)
    {
        var verdict = VerdictOf(ceiling, effect);
        return new(verdict, "ladder", $"{tool} {WhatItDoes(effect)} ({Words.Of(effect)}); this workflow's ceiling is {Words.Of(ceiling)}, so {Consequence(verdict)}.");
    }

    private static Verdict VerdictOf(Ceiling ceiling, Effect effect) => (ceiling, effect) switch
    {
        (Ceiling.Read, Effect.Read) => Verdict.Allow,
        (Ceiling.Draft, Effect.Read or Effect.Draft) => Verdict.Allow,
        (Ceiling.Recommend, Effect.Read or Effect.Draft or Effect.Notify) => Verdict.Allow,
        (Ceiling.Recommend, Effect.Write or Effect.Destructive) => Verdict.Recommend,
        (Ceiling.ExecuteWithApproval, Effect.Read or Effect.Draft or Effect.Notify) => Verdict.Allow,
        (Ceiling.ExecuteWithApproval, Effect.Write or Effect.Destructive) => Verdict.Approve,
        (Ceiling.Execute, Effect.Read or Effect.Draft or Effect.Notify or Effect.Write) => Verdict.Allow,
        (Ceiling.Execute, Effect.Destructive) => Verdict.Approve,
        _ => Verdict.Deny,
    };

    private static string WhatItDoes(Effect effect) => effect switch
    {
        Effect.Read => "changes nothing",
        Effect.Draft => "makes something inside Lanekeeper only",
        Effect.Notify => "tells people of the team",
        Effect.Write => "changes a system or sends something outside",
        _ => "cannot be taken back",
    };

    private static string Consequence(Verdict verdict) => verdict switch
    {
        Verdict.Allow => "it is executed",
        Verdict.Approve => "a person decides",
        Verdict.Recommend => "it is not executed but recommended to a person, who may do it elsewhere",
        _ => "it is denied",
    };
}

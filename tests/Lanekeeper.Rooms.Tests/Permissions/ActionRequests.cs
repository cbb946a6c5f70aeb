using FsCheck;
using FsCheck.Fluent;
using Lanekeeper.Permissions;

namespace Lanekeeper.Rooms.Tests.Permissions;

/// <summary>Makes tool calls of every sort for the properties of the ladder.</summary>
internal static class ActionRequests
{
    public static readonly ActionRequest Plain = new()
    {
        Workflow = "support",
        Ceiling = Ceiling.ExecuteWithApproval,
        Tool = "send_reply",
        Effect = Effect.Write,
        IsListed = true,
        IsNever = false,
        HasReadUntrusted = true,
        UntrustedDecisiveArguments = [],
        Rules = [],
    };

    private static readonly Gen<RuleFinding> Rule =
        from name in Gen.Elements("a", "b", "c", "d")
        from forbids in Rarely
        from error in Rarely
        select new RuleFinding(name, forbids, error ? $"no such key in {name}" : null);

    private static readonly Gen<ActionRequest> Any =
        from ceiling in Gen.Elements(Enum.GetValues<Ceiling>())
        from effect in Gen.Elements(Enum.GetValues<Effect>())
        from isDeclared in Gen.Elements(true, true, true, true, false)
        from isListed in Gen.Elements(true, true, true, true, false)
        from isNever in Rarely
        from hasRead in Gen.Elements(true, false)
        from untrusted in Gen.SubListOf("to", "amount", "account")
        from rules in Gen.Choose(0, 4).SelectMany(count => Gen.ListOf(Rule, count))
        select Plain with
        {
            Ceiling = ceiling,
            Effect = isDeclared ? effect : null,
            IsListed = isListed,
            IsNever = isNever,
            HasReadUntrusted = hasRead,
            UntrustedDecisiveArguments = [.. untrusted],
            Rules = [.. rules],
        };

    private static Gen<bool> Rarely => Gen.Elements(true, false, false, false, false, false, false);

    public static void ForAll(Func<ActionRequest, bool> holds) =>
        Prop.ForAll(Any.ToArbitrary(), holds).Check(Config.QuickThrowOnFailure.WithMaxTest(2000));

    public static void ForAll(Func<ActionRequest, RuleFinding, bool> holds) =>
        Prop.ForAll(Any.ToArbitrary(), Rule.ToArbitrary(), holds).Check(Config.QuickThrowOnFailure.WithMaxTest(2000));
}

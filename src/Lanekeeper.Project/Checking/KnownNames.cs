using Lanekeeper.Project.Shaping;
using Lanekeeper.Project.Syntax;

namespace Lanekeeper.Project.Checking;

/// <summary>
/// The names that <c>lanekeeper.yaml</c> declares, those of broken things included. When the file itself could not be read, nothing is
/// known, and references to it are not looked up.
/// </summary>
internal sealed record KnownNames(
    bool IsComplete,
    IReadOnlyCollection<string> Routes,
    IReadOnlyCollection<string> Tools,
    IReadOnlyCollection<string> Sources,
    IReadOnlyCollection<string> Groups)
{
    public static KnownNames Of(ProjectSyntax? project) => project is null
        ? new(false, [], [], [], [])
        : new(true, project.Routes.Names, project.Tools.Names, project.Sources.Names, project.Groups.Names);

    public bool Expect(CheckContext context, Located<string> name, Func<KnownNames, IReadOnlyCollection<string>> among, string kind) =>
        !IsComplete || context.Expect(name, among(this), kind);

    /// <summary>A person or group: what holds an @ is an address, everything else a group's name.</summary>
    public void ExpectPeople(CheckContext context, Located<string>? to)
    {
        if (to is null || !IsComplete)
        {
            return;
        }

        if (!to.Value.Contains('@', StringComparison.Ordinal))
        {
            context.Expect(to, Groups, "group");
        }
        else if (!Addresses.IsEmail(to.Value))
        {
            to.Fault(context.Faults, $"found `{to.Value}`; expected an e-mail address or the name of a group");
        }
    }
}

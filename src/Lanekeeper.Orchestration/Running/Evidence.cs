using Lanekeeper.Approvals;
using Lanekeeper.Project;

namespace Lanekeeper.Orchestration.Running;

/// <summary>Gathers what a reviewer should see beside a proposal: the message, the passages, what each model said.</summary>
internal static class Evidence
{
    public static ApprovalEvidence Of(RunWork work) => new(
        work.Run.Input,
        work.RuleScope,
        [.. work.Workflow.Steps.OfType<RetrieveStep>()
            .SelectMany(step => RetrievedPassages.Read(work.Find(step.Id)?.Output))
            .Select((passage, index) => new EvidencePassage(
                index + 1, passage.Id, passage.Source, passage.Document, passage.Heading, passage.Text, passage.StartLine, passage.EndLine))],
        [.. work.Workflow.Steps.OfType<ModelStep>()
            .Select(step => (Step: step, Row: work.Find(step.Id)))
            .Where(pair => pair.Row is { CallId: not null, Output: not null })
            .Select(pair => new EvidenceModel(pair.Step.Id, pair.Row!.CallId!.Value, work.Project.Routes[pair.Step.Route].Model.Model, pair.Row.Confidence, pair.Row.Output!.Value))]);
}

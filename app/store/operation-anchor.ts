/** Where an operation stands in the history on its store's page. A browser that is led there opens what hides it. */
export function operationAnchor(operationId: string): string {
  return `operation-${operationId}`;
}

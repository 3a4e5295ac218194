export { AddModel } from './AddModel.tsx';
export { AsSeen } from './AsSeen.tsx';
export { ModelsPage } from './ModelsPage.tsx';
